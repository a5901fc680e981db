import { parseActionId, readsArgument } from "../protocol/index.ts";

/**
 * Drops the arguments that the action never reads, so that `onClick={save}` does not serialise the
 * event: unread ones become undefined, trailing ones go. An id that is none keeps all.
 */
export function trimArguments(id: string, args: readonly unknown[]): unknown[] {
  const actionId = parseActionId(id);
  if (actionId === undefined) return [...args];
  const read = args.map((value, index) => (readsArgument(actionId, index) ? value : undefined));
  return read.slice(0, args.findLastIndex((_, index) => readsArgument(actionId, index)) + 1);
}
