import type { ParsedModule } from "../parse/parse-module.ts";
import {
  captureText,
  innermostAround,
  type ActionCaptures,
  type Capture,
  type InlineAction,
  type Rewrite,
} from "./inline-action.ts";
import { cutPath, memberPath, type MemberPath } from "./member-path.ts";
import { shorthandOf } from "./shorthand-of.ts";
import { isWithin, lookUp, type Binding, type Reference, type ScopeTree } from "./scope.ts";

/**
 * Finds what each inline action closes over: variables of outer functions and blocks, by member path
 * (`user.id`, not all of `user`), those of the actions in it included. Names of the module are none.
 * An action that names another one closes over what that one does and makes it anew: two that name
 * each other would otherwise have to be sealed into each other without end.
 */
export function findCaptures(
  module: ParsedModule,
  scopes: ScopeTree,
  actions: readonly InlineAction[],
): Map<InlineAction, ActionCaptures> {
  const analysis: Analysis = {
    module,
    scopes,
    actions,
    inner: innerActions(actions),
    bySelf: new Map(actions.flatMap((action) => action.selves.map((self) => [self, action]))),
    uses: usesByAction(scopes, actions),
    naming: new Set(),
    unmakeable: new Map(),
  };
  let found: Found = new Map();
  // Until one more action turns out to be unmakeable, what is captured only grows from round to round, and there are
  // only so many variables.
  for (;;) {
    const refused = countOf(analysis.unmakeable);
    const next = captureAll(analysis, found);
    // One round is all it takes when no action names another.
    if (analysis.naming.size === 0) return next;
    const isSettled =
      refused === countOf(analysis.unmakeable) &&
      actions.every((action) => textOf(next, action) === textOf(found, action));
    if (isSettled) return next;
    found = next;
  }
}

type Found = Map<InlineAction, ActionCaptures>;

function textOf(found: Found, action: InlineAction): string | undefined {
  return found.get(action)?.captures.map(captureText).join();
}

function countOf(pairs: ReadonlyMap<InlineAction, ReadonlySet<InlineAction>>): number {
  return [...pairs.values()].reduce((sum, { size }) => sum + size, 0);
}

interface Analysis {
  readonly module: ParsedModule;
  readonly scopes: ScopeTree;
  readonly actions: readonly InlineAction[];
  /** Actions by the one around them. */
  readonly inner: ReadonlyMap<InlineAction, readonly InlineAction[]>;
  /** Actions by the names that stand for nothing else. */
  readonly bySelf: ReadonlyMap<Binding, InlineAction>;
  readonly uses: ReadonlyMap<InlineAction, readonly Reference[]>;
  /** Actions that make other ones anew. */
  readonly naming: Set<InlineAction>;
  /** Actions that an action names and yet cannot make anew; once in here, they stay. */
  readonly unmakeable: Map<InlineAction, Set<InlineAction>>;
}

/** One reading of an outer variable. Without a `path.nodes` entry it comes from another action. */
interface CapturedUse {
  readonly binding: Binding;
  path: MemberPath;
}

function usesByAction(
  scopes: ScopeTree,
  actions: readonly InlineAction[],
): Map<InlineAction, Reference[]> {
  const uses = new Map<InlineAction, Reference[]>(actions.map((action) => [action, []]));
  for (const reference of scopes.references) {
    const innermost = innermostAround(actions, reference.node);
    if (innermost !== undefined) uses.get(innermost)?.push(reference);
  }
  return uses;
}

function innerActions(actions: readonly InlineAction[]): Map<InlineAction, InlineAction[]> {
  const inner = new Map<InlineAction, InlineAction[]>(actions.map((action) => [action, []]));
  for (const action of actions)
    if (action.outer !== undefined) inner.get(action.outer)?.push(action);
  return inner;
}

/** Inner actions come first: what they capture from further out, the action around them must capture too. */
function captureAll(analysis: Analysis, before: Found): Found {
  const found: Found = new Map();
  for (const action of analysis.actions.toReversed()) {
    const own = captureOne(analysis, action, before);
    const others = (analysis.inner.get(action) ?? [])
      .flatMap((each) => found.get(each)?.captures ?? [])
      .concat(own.named.flatMap((each) => before.get(each)?.captures ?? []))
      .filter(({ binding }) => isCaptured(analysis, action, binding))
      .map(({ binding, path }): CapturedUse => ({
        binding,
        path: { names: path, nodes: [], isOptional: [], next: "none" },
      }));
    found.set(action, settle(analysis, own, others));
  }
  return found;
}

interface OwnUses {
  readonly uses: readonly CapturedUse[];
  readonly rewrites: readonly Rewrite[];
  /** Other actions that are made anew here. */
  readonly named: readonly InlineAction[];
}

function captureOne(analysis: Analysis, action: InlineAction, before: Found): OwnUses {
  const uses: CapturedUse[] = [];
  const rewrites: Rewrite[] = [];
  const named = new Set<InlineAction>();
  for (const { node, binding } of analysis.uses.get(action) ?? []) {
    if (binding.scope === analysis.scopes.program) continue;
    const target = analysis.bySelf.get(binding);
    // A name that an action inside this one declares stays its local name.
    const isOutside = target === action || isCaptured(analysis, action, binding);
    if (target !== undefined && isOutside && mayMake(analysis, action, target, before)) {
      if (target !== action) named.add(target);
      const shorthand = shorthandOf(analysis.module, node);
      rewrites.push({ node, shorthand, target: { kind: "action", action: target } });
    } else if (isCaptured(analysis, action, binding))
      uses.push({ binding, path: memberPath(analysis.module, node) });
  }
  if (named.size > 0) analysis.naming.add(action);
  return { uses, rewrites, named: [...named] };
}

/** Tells whether all that `target` closes over goes by the same names where `action` stands, so that it can be made there. */
function mayMake(
  analysis: Analysis,
  action: InlineAction,
  target: InlineAction,
  before: Found,
): boolean {
  if (target === action) return true;
  const refused = analysis.unmakeable.get(action) ?? new Set();
  const outside = analysis.scopes.scopeOf.get(action.fn)?.parent;
  const captures = before.get(target)?.captures ?? [];
  const isSame = ({ binding }: Capture): boolean =>
    outside !== undefined && lookUp(outside, binding.name) === binding;
  if (!captures.every(isSame)) analysis.unmakeable.set(action, refused.add(target));
  return !refused.has(target);
}

function isCaptured({ scopes }: Analysis, action: InlineAction, binding: Binding): boolean {
  const own = scopes.scopeOf.get(action.fn);
  if (binding.scope === scopes.program || action.selves.includes(binding)) return false;
  return own !== undefined && !isWithin(binding.scope, own);
}

function settle(analysis: Analysis, own: OwnUses, others: readonly CapturedUse[]): ActionCaptures {
  const uses = [...own.uses, ...others];
  const byBinding = new Map<Binding, CapturedUse[]>();
  for (const use of uses) {
    const same = byBinding.get(use.binding);
    if (same === undefined) byBinding.set(use.binding, [use]);
    else same.push(use);
  }
  const captures = [...byBinding]
    .flatMap(([binding, same]) => choosePaths(binding, same))
    .toSorted((a, b) => (captureText(a) < captureText(b) ? -1 : 1));
  const rewrites = own.uses.map(({ binding, path }): Rewrite => {
    const index = captures.findIndex(
      (capture) => capture.binding === binding && isPrefix(capture.path, path.names),
    );
    const length = captures[index]?.path.length ?? 0;
    const node = path.nodes[length] ?? unreachableNode();
    const isOptional = path.isOptional.slice(0, length).includes(true);
    return {
      node,
      shorthand: shorthandOf(analysis.module, node),
      target: { kind: "capture", index, isOptional },
    };
  });
  return { captures, rewrites: [...own.rewrites, ...rewrites] };
}

function unreachableNode(): never {
  throw new TypeError("a captured path covers each of its uses");
}

/** Keeps the shortest paths; cuts one before its first `?.` where what that skips would be torn apart. */
function choosePaths(binding: Binding, uses: readonly CapturedUse[]): Capture[] {
  for (;;) {
    const paths = shortest(uses.map(({ path }) => path.names));
    let isSettled = true;
    for (const use of uses) {
      const length = paths.find((path) => isPrefix(path, use.path.names))?.length ?? 0;
      const optional = use.path.isOptional.indexOf(true);
      const { next } = length < use.path.names.length ? cutPath(use.path, length) : use.path;
      const isTorn = optional >= 0 && optional < length && next === "required";
      if (!isTorn) continue;
      use.path = cutPath(use.path, optional);
      isSettled = false;
    }
    if (isSettled) return paths.map((path) => ({ binding, path }));
  }
}

function shortest(paths: readonly (readonly string[])[]): (readonly string[])[] {
  const kept: (readonly string[])[] = [];
  for (const path of paths.toSorted((a, b) => a.length - b.length))
    if (!kept.some((other) => isPrefix(other, path))) kept.push(path);
  return kept;
}

function isPrefix(prefix: readonly string[], path: readonly string[]): boolean {
  return prefix.every((name, index) => path[index] === name);
}
