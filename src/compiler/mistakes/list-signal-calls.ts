import type { CallExpression, Node } from "oxc-parser";
import type { CheckedModule } from "../check/finding.ts";
import { calleeOf } from "../callees/callee-of.ts";
import { isRedirectSignal } from "../callees/is-redirect-signal.ts";
import { isFunction, type FunctionNode } from "../parse/syntax-tree.ts";

/** A call that leaves its function by throwing: `redirect()`, `notFound()` … */
export interface SignalCall {
  readonly call: CallExpression;
  /** Whether it always does; a function of the module may return as well. */
  readonly isCertain: boolean;
  /** As written, e.g. `redirect`. */
  readonly name: string;
  /** The functions around it, the nearest first. */
  readonly within: readonly FunctionNode[];
}

const signalNames = /\b(?:redirect|permanentRedirect|notFound|unauthorized|forbidden)\b/;

/** Lists the calls of a module that leave by throwing, in source order. */
export function listSignalCalls({ module, scopes }: CheckedModule): SignalCall[] {
  if (!signalNames.test(module.file.code)) return [];
  return module.nodes.flatMap((node): SignalCall[] => {
    if (node.type !== "CallExpression") return [];
    if (!isRedirectSignal(calleeOf(scopes, node))) return [];
    const name = module.file.code.slice(node.callee.start, node.callee.end);
    const within = functionsAround(module.parents, node);
    return [{ call: node, isCertain: true, name, within }];
  });
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
    const name = module.file.code.slice(node.callee.start, node.callee.end);
    const within = functionsAround(module.parents, node);
    return [{ call: node, isCertain: false, name, within }];
  });
}

function functionsAround(parents: ReadonlyMap<Node, Node>, node: Node): FunctionNode[] {
  const found: FunctionNode[] = [];
  for (let at = parents.get(node); at !== undefined; at = parents.get(at))
    if (isFunction(at)) found.push(at);
  return found;
}
