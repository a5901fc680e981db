import type { Diagnostic } from "../errors/index.ts";
import { checkModule } from "./check/check-module.ts";
import type { CheckedModule } from "./check/finding.ts";
import { listActionFunctions } from "./check/list-action-functions.ts";
import type { CompiledModule, CompileEnvironment, CompileInput } from "./compile-types.ts";
import { describeModule } from "./describe-module.ts";
import { emitClient } from "./emit/emit-client.ts";
import { emitServer } from "./emit/emit-server.ts";
import { emitSsr } from "./emit/emit-ssr.ts";
import type { EmittedCode } from "./emit/emit-stubs.ts";
import { withholdBodies } from "./emit/withhold-bodies.ts";
import { resolveExports } from "./graph/resolve-exports.ts";
import { identifyActions, type IdentifiedActions } from "./identify/identify-actions.ts";
import { mayHoldDirective } from "./parse/may-hold-directive.ts";
import { parseModule } from "./parse/parse-module.ts";
import { sourceFile } from "./parse/source-file.ts";
import { buildScopes } from "./scan/build-scopes.ts";
import { collectExports } from "./scan/collect-exports.ts";
import { findCachedFunctions } from "./scan/find-cached-functions.ts";
import { findCaptures } from "./scan/find-captures.ts";
import { findInlineActions } from "./scan/find-inline-actions.ts";
import { scanDirectives } from "./scan/scan-directives.ts";
import type { AnalysedModule } from "./emit/emit-server.ts";

/**
 * Compiles one source file for one environment: on the server its actions are registered, elsewhere a "use server"
 * file becomes stubs. Never throws at the user's code: every finding is a diagnostic.
 */
export async function compileModule(input: CompileInput): Promise<CompiledModule> {
  if (!mayHoldDirective(input.code)) return untouched(input);
  const known = input.cache?.recall(input);
  if (known !== undefined) return known;
  const parsed = parseModule(sourceFile(input), input);
  if (!parsed.ok) return { ...untouched(input), diagnostics: parsed.error };
  const module = parsed.value;
  const directives = scanDirectives(module);
  const scopes = buildScopes(module);
  const exports = await resolveExports(collectExports(module, scopes), input);
  const found = findInlineActions({ module, directives, scopes, exports });
  const inline = findCaptures(module, scopes, found);
  const marked = listActionFunctions(module, directives, scopes, exports);
  const checked = { module, directives, scopes, exports, actions: marked, inline };
  const emitFor = emitterOf(checked, checkModule(checked, input), input);
  // What other modules export may change while this text does not, and so may what is an endpoint.
  if (input.cache === undefined || exports.hasFollowed || input.isEndpoint !== undefined)
    return emitFor(input.environment);
  const made = { server: emitFor("server"), ssr: emitFor("ssr"), client: emitFor("client") };
  input.cache.keep(input, made);
  return made[input.environment];
}

/** Compiles a module that was read already, for each environment that is asked for. */
export function emitterOf(
  checked: CheckedModule,
  diagnostics: readonly Diagnostic[],
  input: Omit<CompileInput, "environment">,
): (environment: CompileEnvironment) => CompiledModule {
  const { module, directives, scopes, exports, inline } = checked;
  const cached = findCachedFunctions({ module, directives, scopes, exports });
  if (directives.statements.length === 0 && cached.length === 0)
    return () => ({ ...untouched(input), diagnostics });
  const isActionFile = directives.useServer !== undefined;
  const actions = identifyActions({ module, isActionFile, exports, inline }, input);
  const described = { actions: describeModule(module, actions), diagnostics };
  // Elsewhere nothing is kept: a cached function is a function.
  if (directives.statements.length === 0)
    return (environment) =>
      environment === "server"
        ? { ...emitServer({ module, directives, scopes, cached }, actions, input), ...described }
        : { ...untouched(input), diagnostics };
  return (environment) => ({
    ...emit({ module, directives, scopes, cached }, actions, { ...input, environment }),
    ...described,
  });
}

function emit(
  analysed: AnalysedModule,
  actions: IdentifiedActions,
  input: CompileInput,
): EmittedCode {
  if (input.environment === "server") return emitServer(analysed, actions, input);
  if (analysed.directives.useServer === undefined) return withholdBodies(analysed, input);
  const development = input.development ?? false;
  return input.environment === "client"
    ? emitClient(actions, development)
    : emitSsr(actions, development);
}

function untouched(input: Pick<CompileInput, "code">): CompiledModule {
  return { code: input.code, map: null, actions: [], diagnostics: [] };
}
