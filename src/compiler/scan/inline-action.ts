import type { CallExpression, MethodDefinition, Node, ObjectProperty } from "oxc-parser";
import { contains, type FunctionNode, type Range } from "../parse/syntax-tree.ts";
import type { Binding } from "./scope.ts";
import type { ParameterList } from "./describe-parameters.ts";

/** How an inline action is written, for taking it out of its place. */
export type InlineForm =
  /** A function declaration of the module itself: it stays where it is. */
  | { readonly kind: "module-declaration" }
  | { readonly kind: "declaration" }
  | { readonly kind: "expression" }
  | { readonly kind: "method"; readonly member: MethodDefinition | ObjectProperty };

/** An inline action before its captures are known. */
export interface InlineAction {
  readonly fn: FunctionNode;
  readonly statement: Node;
  readonly form: InlineForm;
  /** The action around it. */
  readonly outer: InlineAction | undefined;
  /** Path of enclosing functions and variables and its own name: `Page.save`, `Page.$0`. */
  readonly name: string;
  /** Its name comes from its position, or its path is not its alone; its source is part of its signature. */
  readonly isUnnamed: boolean;
  /** The names that stand for this function and nothing else: two of `const save = async function store() {}`. */
  readonly selves: readonly Binding[];
  readonly parameters: ParameterList;
  /** The `configure` call around it. */
  readonly configured: CallExpression | undefined;
}

/** One captured value: a variable, or a member path of it. */
export interface Capture {
  readonly binding: Binding;
  /** `["id"]` of `user.id`; empty for the variable itself. */
  readonly path: readonly string[];
}

/** A place in an action where a captured value, or an action, is named. */
export interface Rewrite {
  readonly node: Node;
  /** Set when `node` is a shorthand property or pattern entry: its key must be written out. */
  readonly shorthand: string | undefined;
  readonly target:
    | {
        readonly kind: "capture";
        readonly index: number;
        /** The path is read with a `?.`: where it leads nowhere, it is undefined. */
        readonly isOptional: boolean;
      }
    | { readonly kind: "action"; readonly action: InlineAction };
}

/** What an inline action closes over, and where it names it. */
export interface ActionCaptures {
  /** Sorted by their text, so that moving lines about does not change the signature. */
  readonly captures: readonly Capture[];
  readonly rewrites: readonly Rewrite[];
}

/** Finds the innermost of `actions`, in source order, that `range` lies in. */
export function innermostAround(
  actions: readonly InlineAction[],
  range: Range,
): InlineAction | undefined {
  let low = 0;
  let high = actions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((actions[middle]?.fn.start ?? 0) <= range.start) low = middle + 1;
    else high = middle;
  }
  let found = actions[low - 1];
  while (found !== undefined && !contains(found.fn, range)) found = found.outer;
  return found;
}

/** Writes a capture as a diagnostic and the manifest name it: `user.id`. */
export function captureText({ binding, path }: Capture): string {
  return [binding.name, ...path].join(".");
}
