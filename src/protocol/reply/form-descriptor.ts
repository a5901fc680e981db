import { parseActionId, type ActionId } from "../action-id.ts";
import type { FormPart } from "./form-part.ts";
import { quote, ReplyFault } from "./reply-fault.ts";
import { parseJson } from "./reply-graph.ts";

/** What a form says about its action: `{"id":"…","bound":"$@1"}`. */
export interface FormDescriptor {
  readonly id: ActionId;
  /** Number of the part with the bound arguments; undefined without any. */
  readonly bound: number | undefined;
}

const boundPattern = /^\$@([1-9a-f][0-9a-f]{0,6})$/u;

/** Reads the descriptor `$ACTION_n:0`. Faults: MALFORMED, NOT_FOUND when the id is spelled as none of ours. */
export function parseFormDescriptor(source: FormPart): FormDescriptor {
  const { name } = source;
  if (source.kind === "file") throw new ReplyFault(`the field ${quote(name)} is a file`);
  const descriptor = parseJson(source.value, `the field ${quote(name)}`);
  if (typeof descriptor !== "object" || descriptor === null || Array.isArray(descriptor))
    throw new ReplyFault(`the field ${quote(name)} describes no action`);
  const { id: text, bound, ...rest }: { id?: unknown; bound?: unknown } = descriptor;
  if (typeof text !== "string" || Object.keys(rest).length > 0)
    throw new ReplyFault(`the field ${quote(name)} describes no action`);
  const part = typeof bound === "string" ? boundPattern.exec(bound)?.[1] : undefined;
  if (bound !== null && part === undefined)
    throw new ReplyFault(`the field ${quote(name)} has no bound arguments of ours`);
  const id = parseActionId(text);
  if (id === undefined) throw new ReplyFault(`the action id ${quote(text)}`, "NOT_FOUND");
  return { id, bound: part === undefined ? undefined : Number.parseInt(part, 16) };
}
