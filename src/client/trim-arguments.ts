import { parseActionId, readsArgument, withoutReservedFields } from "../protocol/index.ts";

/**
 * Drops the arguments that the action never reads, so that `onClick={save}` does not serialise the
 * event: unread ones become undefined, trailing ones go. An id that is none keeps all.
 * The hidden fields of a form that also works without JavaScript stay in its document: they are not sent again.
 */
export function trimArguments(id: string, args: readonly unknown[]): unknown[] {
  const actionId = parseActionId(id);
  if (actionId === undefined) return [...args];
  const read = args.map((value, index) =>
    readsArgument(actionId, index) ? withoutHiddenFields(value) : undefined,
  );
  return read.slice(0, args.findLastIndex((_, index) => readsArgument(actionId, index)) + 1);
}

function withoutHiddenFields(value: unknown): unknown {
  return value instanceof FormData ? withoutReservedFields(value) : value;
}
