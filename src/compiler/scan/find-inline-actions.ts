import type { VariableDeclarator } from "oxc-parser";
import type { ParsedModule } from "../parse/parse-module.ts";
import { withoutTypes, type FunctionNode, type Range } from "../parse/syntax-tree.ts";
import { configureAround } from "../settings/configure-call.ts";
import { describeParameters } from "./describe-parameters.ts";
import type { ResolvedExports } from "../graph/resolve-exports.ts";
import { innermostAround, type InlineAction, type InlineForm } from "./inline-action.ts";
import { inlineFault, memberOf } from "./inline-fault.ts";
import { nameInline } from "./name-inline.ts";
import type { DirectiveScan } from "./scan-directives.ts";
import { lookUp, type Binding, type ScopeTree } from "./scope.ts";

/** What inline actions are looked for in. */
export interface InlineSources {
  readonly module: ParsedModule;
  readonly directives: DirectiveScan;
  readonly scopes: ScopeTree;
  readonly exports: ResolvedExports;
}

/** Lists the functions with a directive of their own that can be actions, in source order. In a "use server" file its exports are actions already. */
export function findInlineActions(sources: InlineSources): InlineAction[] {
  const { module, directives, scopes, exports } = sources;
  if (directives.useClient !== undefined && directives.useServer === undefined) return [];
  const exported = new Set<Range>();
  if (directives.useServer !== undefined)
    for (const { resolved } of exports.exports)
      if (resolved.kind === "function") exported.add(resolved.fn);
  const inline = directives.inline.filter(
    ({ fn }) => !exported.has(fn) && inlineFault(module, fn) === undefined,
  );
  const names =
    directives.useServer === undefined ? [] : exports.exports.map((entry) => entry.exported);
  const actions: InlineAction[] = [];
  for (const { fn, statement, name, isUnnamed } of nameInline(module, inline, names, scopes)) {
    actions.push({
      fn,
      statement,
      form: formOf(module, fn),
      outer: innermostAround(actions, fn),
      name,
      isUnnamed,
      selves: namingBindings(module, scopes, fn).filter(standsForOne),
      parameters: describeParameters(fn, scopes),
      configured: configureAround(module, scopes, fn),
    });
  }
  return actions;
}

function formOf(module: ParsedModule, fn: FunctionNode): InlineForm {
  const parent = module.parents.get(fn);
  if (fn.type === "FunctionDeclaration") {
    const owner =
      parent?.type === "ExportNamedDeclaration" || parent?.type === "ExportDefaultDeclaration"
        ? module.parents.get(parent)
        : parent;
    return { kind: owner?.type === "Program" ? "module-declaration" : "declaration" };
  }
  const member = memberOf(module, fn);
  return member === undefined ? { kind: "expression" } : { kind: "method", member };
}

/** A name that is declared again or written to may stand for something else. */
function standsForOne({ declarations, references }: Binding): boolean {
  return declarations.length === 1 && !references.some(({ isWrite }) => isWrite);
}

function namingBindings(module: ParsedModule, scopes: ScopeTree, fn: FunctionNode): Binding[] {
  const own = ownBinding(scopes, fn);
  const holder = declarationOf(module, scopes, fn);
  const name = holder?.id;
  const outside = own?.scope.parent ?? scopes.parametersOf.get(fn)?.parent;
  const held =
    name?.type === "Identifier" && outside !== undefined ? lookUp(outside, name.name) : undefined;
  // Another variable of the same name may be nearer.
  const isHeld = holder !== undefined && held?.declarations.includes(holder) === true;
  return [own, isHeld ? held : undefined].filter((each) => each !== undefined);
}

/** The name that a function expression has inside itself. */
function ownBinding(scopes: ScopeTree, fn: FunctionNode): Binding | undefined {
  const name = fn.type === "FunctionExpression" ? fn.id?.name : undefined;
  return name === undefined ? undefined : scopes.scopeOf.get(fn)?.bindings.get(name);
}

/** What declares the name of a function: itself, or the variable that it is the value of. */
function declarationOf(
  module: ParsedModule,
  scopes: ScopeTree,
  fn: FunctionNode,
): FunctionNode | VariableDeclarator | undefined {
  if (fn.type === "FunctionDeclaration") return fn;
  const value = configureAround(module, scopes, fn) ?? fn;
  let parent = module.parents.get(value);
  while (parent !== undefined && withoutTypes(parent) === value)
    parent = module.parents.get(parent);
  return parent?.type === "VariableDeclarator" ? parent : undefined;
}
