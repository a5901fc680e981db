import { checkPartName } from "./check-part-name.ts";
import { decodeUtf8 } from "./decode-utf8.ts";
import { overLimit, quote, ReplyFault } from "./reply-fault.ts";
import type { ReplyBudgets } from "./reply-options.ts";

/** What the headers of a part say. */
export interface PartHeaders {
  readonly name: string;
  /** Undefined in a field that is not a file. */
  readonly fileName: string | undefined;
  readonly type: string;
}

const dispositionPattern = /^form-data; name="([^"]*)"(?:; filename="([^"]*)")?$/u;
// Node's encoder writes a file whose name is empty without a file name, and with the second type.
const fieldTypePattern = /^(?:text\/plain(?:; ?charset=utf-8)?|application\/octet-stream)$/iu;
const typePattern = /^[!-~][ -~]{0,255}$/u;

/**
 * Reads the header block of a part. Only the two headers that browsers write are accepted,
 * each once and in their spelling; a transfer encoding or a nested multipart is a fault.
 */
export function readPartHeaders(block: Uint8Array, budgets: ReplyBudgets): PartHeaders {
  let disposition: string | undefined;
  let type: string | undefined;
  for (const line of decodeUtf8(block, "a part header").split("\r\n")) {
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(colon, 0)).toLowerCase();
    const value = line.slice(colon + 1).replace(/^ /u, "");
    if (name === "content-disposition" && disposition === undefined) disposition = value;
    else if (name === "content-type" && type === undefined) type = value;
    else throw new ReplyFault(`a part with the header ${quote(line)}`);
  }
  if (disposition === undefined) throw new ReplyFault("a part without content-disposition");
  const { name, fileName } = readDisposition(disposition, budgets);
  checkPartType(type, fileName);
  return { name, fileName, type: type ?? "text/plain" };
}

function readDisposition(
  disposition: string,
  budgets: ReplyBudgets,
): Pick<PartHeaders, "name" | "fileName"> {
  const match = dispositionPattern.exec(disposition);
  const name = match?.[1];
  if (name === undefined)
    throw new ReplyFault(`the content-disposition ${quote(disposition)} of a part`);
  const fileName = match?.[2] === undefined ? undefined : unescapeName(match[2]);
  if (fileName !== undefined && fileName.length > budgets.maxFileNameLength)
    throw overLimit(budgets, "maxFileNameLength", "characters of a file name");
  const plainName = unescapeName(name);
  checkPartName(plainName);
  return { name: plainName, fileName };
}

function checkPartType(type: string | undefined, fileName: string | undefined): void {
  if (type === undefined) return;
  const fits = fileName === undefined ? fieldTypePattern.test(type) : typePattern.test(type);
  if (!fits || type.toLowerCase().startsWith("multipart/"))
    throw new ReplyFault(`a part of type ${quote(type)}`);
}

/** Browsers write a quote and line breaks in a name as these three escapes, and nothing else. */
function unescapeName(text: string): string {
  return text.includes("%")
    ? text.replaceAll("%22", '"').replaceAll(/%0d/giu, "\r").replaceAll(/%0a/giu, "\n")
    : text;
}
