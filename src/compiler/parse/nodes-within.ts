import type { Node } from "oxc-parser";
import type { ParsedModule } from "./parse-module.ts";
import type { Range } from "./syntax-tree.ts";

/** Returns the nodes of a module that lie within `outer`, itself included, in source order. */
export function nodesWithin({ nodes }: Pick<ParsedModule, "nodes">, outer: Range): Node[] {
  const found: Node[] = [];
  for (let index = firstFrom(nodes, outer.start); index < nodes.length; index += 1) {
    const node = nodes[index];
    if (node === undefined || node.start >= outer.end) break;
    if (node.end <= outer.end) found.push(node);
  }
  return found;
}

/** The first node that starts at `offset` or behind it: parents come before their children. */
function firstFrom(nodes: readonly Node[], offset: number): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
