import { parsePartNumber } from "./part-number.ts";
import { ReplyFault } from "./reply-fault.ts";

/** What a body says about an action: `{"id":"…","bound":null}`, or `"$@1"` where arguments are bound to it. */
export interface ActionDescriptor {
  /** As it was sent. */
  readonly id: string;
  /** Number of the part with the bound arguments; undefined without any. */
  readonly bound: number | undefined;
}

/** Reads the parsed JSON of a descriptor; anything that React does not write is a fault naming `what`. */
export function readActionDescriptor(value: unknown, what: string): ActionDescriptor {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new ReplyFault(`${what} describes no action`);
  const { id, bound, ...rest }: { id?: unknown; bound?: unknown } = value;
  if (typeof id !== "string" || Object.keys(rest).length > 0)
    throw new ReplyFault(`${what} describes no action`);
  if (bound === null) return { id, bound: undefined };
  const part =
    typeof bound === "string" && bound.startsWith("$@")
      ? parsePartNumber(bound.slice(2))
      : undefined;
  // Part 0 is the arguments, or the descriptor itself.
  if (part === undefined || part === 0)
    throw new ReplyFault(`${what} has no bound arguments of ours`);
  return { id, bound: part };
}
