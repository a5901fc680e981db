import type { Range } from "../parse/syntax-tree.ts";
import type { Reference, ScopeTree } from "../scan/scope.ts";

/** Returns the uses of names within `outer`, in source order. */
export function referencesWithin({ references }: ScopeTree, outer: Range): Reference[] {
  let low = 0;
  let high = references.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((references[middle]?.node.start ?? 0) < outer.start) low = middle + 1;
    else high = middle;
  }
  const found: Reference[] = [];
  for (let index = low; index < references.length; index += 1) {
    const reference = references[index];
    if (reference === undefined || reference.node.start >= outer.end) break;
    found.push(reference);
  }
  return found;
}
