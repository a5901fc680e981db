import type { Node, VariableDeclaration } from "oxc-parser";
import type { ParsedModule } from "../parse/parse-module.ts";
import { contains, type Range } from "../parse/syntax-tree.ts";
import type { Binding, ScopeTree } from "../scan/scope.ts";

/** What a module declares for its withheld code alone. */
export interface ServerOnly {
  /** Statements, imports among them. */
  readonly statements: readonly Range[];
  /** Variables of statements that declare others too. */
  readonly declarators: readonly Range[];
}

/**
 * Finds what only `withheld` ranges use, by themselves or by way of each other: imports, functions, classes and
 * variables at the level of the module. What is exported, or used by nothing at all, is not among it.
 */
export function findServerOnly(
  module: ParsedModule,
  scopes: ScopeTree,
  withheld: readonly Range[],
): ServerOnly {
  const bindings = [...scopes.program.bindings.values()];
  const regions = bindings.flatMap((binding) => regionsOf(module, binding));
  const alive = findAlive(bindings, regions, withheld);
  const gone = regions.filter(({ node }) =>
    regions.every((other) => other.node !== node || !alive.has(other.binding)),
  );
  const isUsed = new Set(
    bindings.flatMap(({ references, declarations }) => (references.length > 0 ? declarations : [])),
  );
  const statements = new Set<Range>();
  const declarators = new Set<Range>();
  for (const { node } of gone) {
    // Of an import, names without a use and types do not count.
    const list = listOf(module, node)?.filter(
      (each) => each.type === "VariableDeclarator" || isUsed.has(each),
    );
    if (list === undefined) statements.add(node);
    else if (list.every((each) => gone.some((other) => other.node === each)))
      statements.add(module.parents.get(node) ?? node);
    else if (node.type === "VariableDeclarator") declarators.add(node);
  }
  return { statements: [...statements], declarators: [...declarators] };
}

/** A declaration of `binding` that could be left out. */
interface Region {
  readonly node: Node;
  readonly binding: Binding;
}

function regionsOf(module: ParsedModule, binding: Binding): Region[] {
  return binding.declarations.flatMap((node) => {
    const statement = listOf(module, node) === undefined ? node : module.parents.get(node);
    // In an export, or in the head of a loop, it has to stay.
    const isLoose =
      statement !== undefined && module.program.body.some((each) => each === statement);
    return isLoose ? [{ node, binding }] : [];
  });
}

/** The declarations beside one that shares its statement with others. */
function listOf(module: ParsedModule, node: Node): readonly Node[] | undefined {
  const parent: Node | undefined = module.parents.get(node);
  if (node.type === "VariableDeclarator") return (parent as VariableDeclaration).declarations; // its only parent
  return parent?.type === "ImportDeclaration" ? parent.specifiers : undefined;
}

/** Finds what is used outside `withheld` by something that stays; what has no use at all stays as well. */
function findAlive(
  bindings: readonly Binding[],
  regions: readonly Region[],
  withheld: readonly Range[],
): Set<Binding> {
  const isWithheld = ({ node }: { readonly node: Node }): boolean =>
    withheld.some((range) => contains(range, node));
  const usedFrom = new Map<Binding, Set<Binding>>();
  const alive = new Set<Binding>();
  for (const binding of bindings) {
    if (binding.references.length === 0) alive.add(binding);
    for (const reference of binding.references.filter((each) => !isWithheld(each))) {
      const within = regions.filter(({ node }) => contains(node, reference.node));
      if (within.length === 0) alive.add(binding);
      for (const { binding: user } of within)
        usedFrom.set(user, (usedFrom.get(user) ?? new Set()).add(binding));
    }
  }
  // A set may grow while it is walked: what is added is walked too.
  for (const binding of alive) for (const used of usedFrom.get(binding) ?? []) alive.add(used);
  return alive;
}
