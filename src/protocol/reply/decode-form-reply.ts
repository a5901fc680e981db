import type { Result } from "../../base/index.ts";
import type { Refusal } from "../refusal.ts";
import { decodeGraph } from "./decode-graph.ts";
import type { FormPart } from "./form-part.ts";
import { parseFormDescriptor, type FormDescriptor } from "./form-descriptor.ts";
import { catchFault, ReplyFault } from "./reply-fault.ts";
import { createReplyGraph, indexParts } from "./reply-graph.ts";
import type { ReplyOptions } from "./reply-options.ts";

/** A decoded descriptor of a form post without JavaScript. */
export interface FormReply {
  readonly id: FormDescriptor["id"];
  /** The bound arguments, a sealed capture first; empty without any. */
  readonly bound: unknown[];
}

/**
 * Decodes the descriptor and the bound arguments that stand under `prefix`, e.g. `$ACTION_1:`,
 * among the fields of a form post. Errors: MALFORMED, NOT_FOUND (an id of another spelling).
 */
export function decodeFormReply(
  fields: readonly FormPart[],
  prefix: string,
  options: ReplyOptions,
): Result<FormReply, Refusal> {
  return catchFault(() => {
    const graph = createReplyGraph(options);
    const own = fields.filter(({ name }) => name.startsWith(prefix));
    indexParts(graph, own, prefix);
    const root = graph.parts.get(0);
    if (root === undefined) throw new ReplyFault(`no field ${prefix}0`);
    const { id, bound } = parseFormDescriptor(root.source);
    root.role = "action";
    if (bound === undefined) {
      if (own.length > 1) throw new ReplyFault(`fields under ${prefix} that are not used`);
      return { id, bound: [] };
    }
    const part = graph.parts.get(bound);
    if (part === undefined || part === root)
      throw new ReplyFault(`no field ${prefix}${bound}, the bound arguments`);
    return { id, bound: decodeGraph(graph, part) };
  });
}
