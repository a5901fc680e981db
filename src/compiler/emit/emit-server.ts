import { docsAddress } from "../../errors/index.ts";
import type { CompileInput } from "../compile-types.ts";
import type { IdentifiedActions } from "../identify/identify-actions.ts";
import { freshNames } from "../parse/fresh-names.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import type { DirectiveScan } from "../scan/scan-directives.ts";
import type { CachedFunction } from "../scan/find-cached-functions.ts";
import type { ScopeTree } from "../scan/scope.ts";
import { applyPlan, editPlan, type EditPlan } from "./edit-plan.ts";
import type { EmittedCode } from "./emit-stubs.ts";
import { hoistAction } from "./hoist-action.ts";
import { nameFunction, registerExports } from "./register-exports.ts";
import { wrapCached } from "./wrap-cached.ts";
import { openEnd } from "./open-end.ts";
import { runtimeNames, type RuntimeNames } from "./runtime-names.ts";
import {
  nameCaptures,
  rewriteNames,
  writeReference,
  type EmittedAction,
  type ReferenceWriter,
} from "./write-references.ts";

/** A module as analysed, ready to be written. */
export interface AnalysedModule {
  readonly module: ParsedModule;
  readonly directives: DirectiveScan;
  readonly scopes: ScopeTree;
  readonly cached: readonly CachedFunction[];
}

/**
 * Writes a module for the server: without directives, its actions registered under their ids, inline ones moved to
 * the module's level. An action that is no endpoint is left unregistered: nothing holds its code in a bundle any more.
 */
export function emitServer(
  { module, directives, scopes, cached }: AnalysedModule,
  actions: IdentifiedActions,
  input: Pick<CompileInput, "isEndpoint" | "docsUrl" | "development"> = {},
): EmittedCode {
  const { isEndpoint = () => true } = input;
  const inlineNames = actions.inline.map(({ exportName }) => exportName).join(" ");
  const fresh = freshNames(`${module.file.code} ${inlineNames}`);
  const names = runtimeNames(fresh);
  const plan = editPlan();
  for (const statement of directives.statements)
    plan.replacements.push({ range: statement, text: openEnd(module, statement) });
  const emitted = new Map(
    actions.inline.map((found) => [found.action, nameCaptures(found, scopes, fresh)]),
  );
  const writer: ReferenceWriter = { emitted, names, module, scopes };
  const early: string[] = [];
  for (const action of emitted.values()) {
    rewriteNames(writer, action, plan);
    if (action.action.form.kind === "module-declaration") exportDeclaration(plan, module, action);
    else {
      const place = { within: outerOf(emitted, action), at: action.action.fn };
      hoistAction(plan, module, action, writeReference(writer, action, place));
    }
    // Functions exist before the first statement runs, so nothing can see one that is not registered.
    if (action.captures.length === 0 && isEndpoint(action.id))
      early.push(`${names.registerAction()}(${localName(action)}, "${action.id}");`);
  }
  if (cached.length > 0) {
    const development = input.development === true;
    const argsName = fresh("$$args");
    for (const each of cached) wrapCached({ plan, module, writer, argsName, development }, each);
  }
  const page = docsAddress("invalid-use-server-value", input);
  registerExports({ plan, module, names, fresh, isEndpoint, page }, actions.module);
  insertEarly(plan, module, names, early);
  return applyPlan(plan, module);
}

function outerOf(
  emitted: ReadonlyMap<unknown, EmittedAction>,
  { action }: EmittedAction,
): EmittedAction | undefined {
  return action.outer === undefined ? undefined : emitted.get(action.outer);
}

function localName({ action, exportName }: EmittedAction): string {
  return action.form.kind === "module-declaration" && action.fn.id !== null
    ? action.fn.id.name
    : exportName;
}

/** A function declaration of the module closes over nothing, so it stays and only gets its export. */
function exportDeclaration(plan: EditPlan, module: ParsedModule, action: EmittedAction): void {
  const { fn } = action.action;
  if (fn.id === null) nameFunction(plan, module, fn, action.exportName);
  const local = localName(action);
  plan.endings.push(
    local === action.exportName
      ? `export { ${local} };`
      : `export { ${local} as ${action.exportName} };`,
  );
}

function insertEarly(
  plan: EditPlan,
  module: ParsedModule,
  names: RuntimeNames,
  early: readonly string[],
): void {
  const line = names.importLine();
  if (line === undefined) return;
  const { program, file } = module;
  const prologue = program.body.findLast(
    (node) => node.type === "ExpressionStatement" && typeof node.directive === "string",
  );
  const after = prologue?.end ?? program.hashbang?.end;
  const text = [line, ...early].join("\n");
  const at = after ?? (file.code.startsWith("\uFEFF") ? 1 : 0);
  plan.insertions.push({ at, text: after === undefined ? `${text}\n` : `\n${text}`, kind: "stay" });
}
