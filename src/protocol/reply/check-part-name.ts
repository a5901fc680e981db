import { ReplyFault } from "./reply-fault.ts";

/** Longest name of a field, in characters: the longest name a form generator makes, and room to spare. */
const maxNameLength = 1_024;

/** Faults a field name that is empty, too long or carries a control character, a byte order mark or an escaped line break. */
export function checkPartName(name: string): void {
  if (name === "") throw new ReplyFault("a part without a name");
  if (name.length > maxNameLength)
    throw new ReplyFault(`a part name of more than ${maxNameLength} characters`);
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    if (code < 0x20 || code === 0x7f || code === 0xfeff)
      throw new ReplyFault("a part name with a control character");
  }
}
