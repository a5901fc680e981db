import { parsePartNumber } from "./part-number.ts";
import { readAction } from "./read-action.ts";
import { readBinary, readBlob, readForm } from "./read-file-tag.ts";
import { readCollection, readPromise, readWhole } from "./read-part-tag.ts";
import { readStream } from "./read-stream.ts";
import { overLimit, quote, ReplyFault } from "./reply-fault.ts";
import { countReference, unresolved, type ReplyGraph } from "./reply-graph.ts";
import type { TagSlot } from "./tag-slot.ts";
import { createTemporaryReference } from "./temporary-reference.ts";

/** Tags that are a whole string of their own. */
const constants: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["$undefined", undefined],
  ["$NaN", Number.NaN],
  ["$Infinity", Number.POSITIVE_INFINITY],
  ["$-Infinity", Number.NEGATIVE_INFINITY],
  ["$-0", -0],
]);

const bigIntPattern = /^(?:0|-?[1-9][0-9]*)$/u;
const datePattern =
  /^(?:[0-9]{4}|[+-][0-9]{6})-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$/u;
const referencePattern = /^\$[0-9a-f]/u;

/**
 * Reads a string that begins with `$`, in the exact spelling of React's `encodeReply`
 * (`processReply` in react-server-dom-webpack's client). Every other spelling is a fault.
 */
export function readTag(graph: ReplyGraph, text: string, slot: TagSlot): unknown {
  const tag = text.charAt(1);
  switch (tag) {
    case "$":
      return text.slice(1);
    case "u":
    case "N":
    case "I":
    case "-":
      return readConstant(text);
    case "D":
      return readDate(text);
    case "n":
      return readBigInt(graph, text.slice(2));
    case "T":
      return readTemporaryReference(graph, text, slot);
    default:
      return referencePattern.test(text)
        ? readReference(graph, text, slot)
        : readPartTag(graph, text, slot);
  }
}

function readPartTag(graph: ReplyGraph, text: string, slot: TagSlot): unknown {
  switch (text.charAt(1)) {
    case "@":
      return readPromise(graph, partNumber(text), slot.depth);
    case "h":
      return readAction(graph, partNumber(text), slot);
    case "Q":
    case "W":
    case "i":
      return readCollection(graph, { text, id: partNumber(text), depth: slot.depth });
    case "R":
    case "r":
    case "X":
    case "x":
      return readStream(graph, { text, id: partNumber(text), depth: slot.depth });
    case "K":
      return readForm(graph, partNumber(text));
    case "B":
      return readBlob(graph, partNumber(text));
    default:
      return readBinary(graph, text.charAt(1), partNumber(text));
  }
}

/** Reads the number behind a one-letter tag: lower-case hexadecimal without leading zeros. */
function partNumber(text: string): number {
  const id = parsePartNumber(text.slice(2));
  if (id === undefined) throw new ReplyFault(`the unknown tag ${quote(text)}`);
  return id;
}

function readConstant(text: string): unknown {
  if (!constants.has(text)) throw new ReplyFault(`the unknown tag ${quote(text)}`);
  return constants.get(text);
}

function readDate(text: string): Date {
  const spelled = text.slice(2);
  const date = datePattern.test(spelled) ? new Date(spelled) : undefined;
  if (date === undefined || !isSpelledSo(date, spelled))
    throw new ReplyFault(`the date ${quote(spelled)}`);
  return date;
}

/** Tells whether `toISOString` writes the date as it was read; of four digits of a year, all that can differ is the day. */
function isSpelledSo(date: Date, spelled: string): boolean {
  if (spelled.length === 24) return date.getUTCDate() === Number(spelled.slice(8, 10));
  return !Number.isNaN(date.getTime()) && date.toISOString() === spelled;
}

function readBigInt(graph: ReplyGraph, digits: string): bigint {
  const { budgets } = graph.options;
  if (digits.length > budgets.maxBigIntDigits + (digits.startsWith("-") ? 1 : 0))
    throw overLimit(budgets, "maxBigIntDigits", "digits of a BigInt");
  if (!bigIntPattern.test(digits)) throw new ReplyFault(`the BigInt ${quote(digits)}`);
  return BigInt(digits);
}

/** `$1` is another part's whole model, `$1:a:0` a value inside a part; both are filled in when all parts are known. */
function readReference(graph: ReplyGraph, text: string, slot: TagSlot): unknown {
  if (text.includes(":")) {
    countReference(graph);
  } else {
    const id = parsePartNumber(text.slice(1));
    if (id === undefined) throw new ReplyFault(`the unknown tag ${quote(text)}`);
    readWhole(graph, id, slot.depth);
  }
  graph.pendingReferences.push({ text, holder: slot.holder, key: slot.key });
  return unresolved;
}

function readTemporaryReference(graph: ReplyGraph, text: string, slot: TagSlot): unknown {
  if (text !== "$T") throw new ReplyFault(`the unknown tag ${quote(text)}`);
  if (graph.pathPart === undefined)
    throw new ReplyFault("an opaque value in a stream, which could never be handed back");
  const segments = graph.path.slice(graph.pathDepth, slot.depth + 1);
  // React's client remembers no value under such a key, so it could never be handed back.
  if (segments.some((segment) => typeof segment === "string" && segment.includes(":")))
    throw new ReplyFault("an opaque value under a key with a colon");
  const id = [graph.pathPart.toString(16), ...segments].join(":");
  const reference = createTemporaryReference(id);
  graph.options.temporaryReferences.set(reference, id);
  return reference;
}
