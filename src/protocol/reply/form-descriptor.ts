import { parseActionId, type ActionId } from "../action-id.ts";
import { readActionDescriptor } from "./action-descriptor.ts";
import type { FormPart } from "./form-part.ts";
import { quote, ReplyFault } from "./reply-fault.ts";
import { parseJson } from "./reply-graph.ts";

/** What a form says about its action: `{"id":"…","bound":"$@1"}`. */
export interface FormDescriptor {
  readonly id: ActionId;
  /** Number of the part with the bound arguments; undefined without any. */
  readonly bound: number | undefined;
}

/** Reads the descriptor `$ACTION_n:0`. Faults: MALFORMED, NOT_FOUND when the id is spelled as none of ours. */
export function parseFormDescriptor(source: FormPart): FormDescriptor {
  const what = `the field ${quote(source.name)}`;
  if (source.kind === "file") throw new ReplyFault(`${what} is a file`);
  const { id: text, bound } = readActionDescriptor(parseJson(source.value, what), what);
  const id = parseActionId(text);
  if (id === undefined) throw new ReplyFault(`the action id ${quote(text)}`, "NOT_FOUND");
  return { id, bound };
}
