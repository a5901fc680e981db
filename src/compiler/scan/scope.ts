import type { ImportDeclaration, Node } from "oxc-parser";
import type { ModuleMemo } from "./module-memo.ts";

/** How a name came to be. `arguments` is the implicit one of a function that is no arrow. */
export type BindingKind =
  | "import"
  | "var"
  | "let"
  | "const"
  | "function"
  | "class"
  | "parameter"
  | "catch"
  | "enum"
  | "namespace"
  | "own-name"
  | "arguments";

/** One name of one scope. */
export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  readonly scope: Scope;
  /** Its declarations: declarator, function, class, import specifier … */
  readonly declarations: Node[];
  readonly references: Reference[];
}

/** One use of a name as a value. */
export interface Reference {
  /** An `Identifier` or, in an element's name, a `JSXIdentifier`. */
  readonly node: Node & { readonly name: string };
  readonly binding: Binding;
  readonly isWrite: boolean;
}

/** A region in which names are declared. */
export interface Scope {
  readonly parent: Scope | undefined;
  /** `var` and `arguments` stop here. */
  readonly isFunction: boolean;
  readonly bindings: Map<string, Binding>;
}

/** The names of a module, resolved. */
export interface ScopeTree {
  readonly program: Scope;
  /** Every use of a declared name, in source order; names of no scope (globals) are left out. */
  readonly references: readonly Reference[];
  readonly referenceAt: ReadonlyMap<Node, Reference>;
  /** The scope that a node opens: of a function, the outermost one. */
  readonly scopeOf: ReadonlyMap<Node, Scope>;
  /** The scope of a function's parameters; around it a named function expression has one for its name. */
  readonly parametersOf: ReadonlyMap<Node, Scope>;
  /** The import that a specifier belongs to. */
  readonly importOf: ReadonlyMap<Node, ImportDeclaration>;
  readonly memo: ModuleMemo;
}

/** Makes an empty scope. */
export function makeScope(parent: Scope | undefined, isFunction: boolean): Scope {
  return { parent, isFunction, bindings: new Map() };
}

/** Declares `name`; a second declaration (`var` twice, overloads) joins the first. */
export function declare(scope: Scope, name: string, kind: BindingKind, declaration: Node): void {
  const present = scope.bindings.get(name);
  if (present === undefined)
    scope.bindings.set(name, { name, kind, scope, declarations: [declaration], references: [] });
  else present.declarations.push(declaration);
}

/** Finds `name` from `scope` outwards. */
export function lookUp(scope: Scope, name: string): Binding | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const binding = at.bindings.get(name);
    if (binding !== undefined) return binding;
  }
  return undefined;
}

/** Returns the scope that `var` declares in. */
export function functionScope(scope: Scope): Scope {
  let at = scope;
  while (!at.isFunction && at.parent !== undefined) at = at.parent;
  return at;
}

/** Tells whether `scope` is `outer` or lies in it. */
export function isWithin(scope: Scope, outer: Scope): boolean {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent)
    if (at === outer) return true;
  return false;
}
