import type { CallExpression, Node } from "oxc-parser";
import type { CheckedModule } from "../check/finding.ts";
import { calleeOf } from "../callees/callee-of.ts";
import { isOwnSpecifier, type ImportedName } from "../callees/imported-calls.ts";
import { isRedirectSignal, signalModules } from "../callees/is-redirect-signal.ts";
import { isFunction, withoutTypes, type FunctionNode } from "../parse/syntax-tree.ts";
import { lookUp } from "../scan/scope.ts";

/** A call that leaves its function by throwing: `redirect()`, `notFound()` … */
export interface SignalCall extends LeavingCall {
  /** The functions around it, the nearest first. */
  readonly within: readonly FunctionNode[];
}

/** A call that may leave that way. */
export interface LeavingCall {
  readonly call: CallExpression;
  /** Whether it always does; another function may return as well. */
  readonly isCertain: boolean;
  /** What is called is `async`: the call itself returns, and its promise rejects. */
  readonly rejects: boolean;
  /** The function of another module that it calls, where that one has to leave for it. */
  readonly of?: ImportedName;
  /** As written, e.g. `redirect`. */
  readonly name: string;
}

const signalNames = /\b(?:redirect|permanentRedirect|notFound|unauthorized|forbidden)\b/;

/** Lists the calls of a module that leave by throwing, in source order; looked for once. */
export function listSignalCalls(checked: CheckedModule): readonly SignalCall[] {
  return checked.scopes.memo.once(findSignalCalls, checked);
}

function findSignalCalls({ module, scopes }: CheckedModule): readonly SignalCall[] {
  if (!signalNames.test(module.file.code)) return [];
  return candidates({ module, scopes }).flatMap((call): SignalCall[] => {
    if (!isRedirectSignal(calleeOf(scopes, call))) return [];
    const name = module.file.code.slice(call.callee.start, call.callee.end);
    const within = functionsAround(module.parents, call);
    return [{ call, isCertain: true, rejects: false, name, within }];
  });
}

/** The calls that may be of such a function: those where its import is named, and all as soon as it is anything but called there. */
function candidates({
  module,
  scopes,
}: Pick<CheckedModule, "module" | "scopes">): CallExpression[] {
  const found: CallExpression[] = [];
  for (const [specifier, { source }] of scopes.importOf) {
    const local = "local" in specifier ? specifier.local : undefined;
    if (!signalModules.has(source.value) || local?.type !== "Identifier") continue;
    for (const { node } of lookUp(scopes.program, local.name)?.references ?? []) {
      const member = module.parents.get(node);
      const called = member?.type === "MemberExpression" && member.object === node ? member : node;
      const call = module.parents.get(called);
      if (call?.type !== "CallExpression" || call.callee !== called)
        return module.nodes.filter((each) => each.type === "CallExpression");
      found.push(call);
    }
  }
  return found.toSorted((one, other) => one.start - other.start);
}

/** Lists the calls of functions of the module that themselves leave by one of `signals`, e.g. of a `requireUser` that redirects to the login page. */
export function listCallsOfLeavers(
  { module, scopes }: CheckedModule,
  signals: readonly SignalCall[],
): SignalCall[] {
  const leavers = new Set<Node>(signals.flatMap(({ within }) => within[0] ?? []));
  if (leavers.size === 0) return [];
  return module.nodes.flatMap((node): SignalCall[] => {
    if (node.type !== "CallExpression") return [];
    const callee = calleeOf(scopes, node);
    if (callee.kind !== "local" || !leavers.has(callee.fn)) return [];
    // Of one that is called where it is written, the signal itself is named.
    if (withoutTypes(node.callee) === callee.fn) return [];
    const name = module.file.code.slice(node.callee.start, node.callee.end);
    const within = functionsAround(module.parents, node);
    return [{ call: node, isCertain: false, rejects: callee.fn.async, name, within }];
  });
}

/** Lists the calls of functions that other modules of the app export, of which each may leave that way. */
export function listImportedCalls({ module, scopes }: CheckedModule): LeavingCall[] {
  return [...scopes.importOf].flatMap(([specifier, { source, importKind }]) => {
    if (importKind === "type" || !isOwnSpecifier(source.value)) return [];
    const local = "local" in specifier ? specifier.local : undefined;
    if (local?.type !== "Identifier") return [];
    const { references = [] } = lookUp(scopes.program, local.name) ?? {};
    return references.flatMap(({ node }): LeavingCall[] => {
      const member = module.parents.get(node);
      const called = member?.type === "MemberExpression" && member.object === node ? member : node;
      const call = module.parents.get(called);
      if (call?.type !== "CallExpression" || call.callee !== called) return [];
      const callee = calleeOf(scopes, call);
      if (callee.kind !== "imported" || callee.path.length > 0) return [];
      const written = module.file.code.slice(called.start, called.end);
      const of = { specifier: callee.specifier, imported: callee.name };
      return [{ call, isCertain: false, rejects: true, name: written, of }];
    });
  });
}

function functionsAround(parents: ReadonlyMap<Node, Node>, node: Node): FunctionNode[] {
  const found: FunctionNode[] = [];
  for (let at = parents.get(node); at !== undefined; at = parents.get(at))
    if (isFunction(at)) found.push(at);
  return found;
}
