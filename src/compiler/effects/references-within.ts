import type { Range } from "../parse/syntax-tree.ts";
import type { Reference, ScopeTree } from "../scan/scope.ts";

/** Returns the uses of names within `outer`, in source order. */
export function referencesWithin(scopes: ScopeTree, outer: Range): Reference[] {
  const found: Reference[] = [];
  findReference(scopes, outer, (reference) => {
    found.push(reference);
    return false;
  });
  return found;
}

/** Returns the first use of a name within `outer` for which `isWanted` holds. */
export function findReference(
  { references }: ScopeTree,
  outer: Range,
  isWanted: (reference: Reference) => boolean,
): Reference | undefined {
  for (let index = firstFrom(references, outer.start); index < references.length; index += 1) {
    const reference = references[index];
    if (reference === undefined || reference.node.start >= outer.end) return undefined;
    if (isWanted(reference)) return reference;
  }
  return undefined;
}

function firstFrom(references: readonly Reference[], offset: number): number {
  let low = 0;
  let high = references.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((references[middle]?.node.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
