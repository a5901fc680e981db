import { makeBoundActions } from "./make-bound-actions.ts";
import { measureGraph } from "./measure-graph.ts";
import { readTag } from "./read-tag.ts";
import { overLimit, ReplyFault } from "./reply-fault.ts";
import { checkAllUsed, parsePart, type NumberedPart, type ReplyGraph } from "./reply-graph.ts";
import { fillCollections, resolveReferences } from "./resolve-references.ts";
import { countNodes, walkContainer } from "./walk-model.ts";

/**
 * Decodes what `root` holds, and every part it leads to. Parts are walked one after another, not
 * inside each other; references are filled in when all are known, then what is
 * bound and collections; promises settle last.
 * @returns the arguments: the root must be an array of at most `maxArguments`
 */
export function decodeGraph(graph: ReplyGraph, root: NumberedPart): unknown[] {
  const { budgets } = graph.options;
  root.role = "root";
  const values = parsePart(root);
  if (!Array.isArray(values)) throw new ReplyFault("the arguments are no array");
  root.slot[0] = values;
  if (values.length > budgets.maxArguments) throw overLimit(budgets, "maxArguments", "arguments");
  walkPart(graph, root, 0);
  if (graph.references === 0) {
    checkAllUsed(graph);
    return values;
  }
  // The list grows while it is gone through.
  for (const { part, depth } of graph.queue) {
    if (part.role === "model") part.slot[0] = parsePart(part);
    walkPart(graph, part, depth);
  }
  resolveReferences(graph);
  checkAllUsed(graph);
  measureGraph(graph, values);
  makeBoundActions(graph);
  fillCollections(graph);
  for (const part of graph.parts.values()) part.promise?.settle(part.slot[0]);
  return values;
}

function walkPart(graph: ReplyGraph, part: NumberedPart, depth: number): void {
  graph.pathPart = part.role === "stream" ? undefined : part.id;
  graph.pathDepth = depth;
  graph.lastForm = -1;
  countNodes(graph, 1);
  const value = part.slot[0];
  if (typeof value === "object" && value !== null) {
    walkContainer(graph, value, depth);
  } else if (typeof value === "string" && value.startsWith("$")) {
    if (value.startsWith("$@")) throw new ReplyFault(`part ${part.id} is a promise of a promise`);
    part.slot[0] = readTag(graph, value, { holder: part.slot, key: 0, depth: depth - 1 });
  }
}
