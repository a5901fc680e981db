import { err, type Result } from "../../base/index.ts";
import type { Refusal } from "../refusal.ts";
import type { ReplyContentType } from "./content-type.ts";
import { decodeGraph } from "./decode-graph.ts";
import { decodeUtf8 } from "./decode-utf8.ts";
import { FilePart, type FormPart } from "./form-part.ts";
import { parseMultipart } from "./parse-multipart.ts";
import { catchFault, ReplyFault } from "./reply-fault.ts";
import { createReplyGraph, indexParts, numberPart } from "./reply-graph.ts";
import type { ReplyOptions } from "./reply-options.ts";

/**
 * Decodes the body of a call, as React's `encodeReply(args)` writes it, into the arguments.
 * Each value is as React's own decoder gives it; streams and bound actions only where `options` accepts them.
 * Errors: MALFORMED, TOO_LARGE (a field over its limit), MEDIA (a urlencoded body), SKEW (a stream of an older React).
 */
export function decodeReply(
  body: Uint8Array,
  contentType: ReplyContentType,
  options: ReplyOptions,
): Result<unknown[], Refusal> {
  switch (contentType.kind) {
    case "text":
      return catchFault(() => decodeText(decodeUtf8(body, "the body"), options));
    case "multipart": {
      const parts = parseMultipart(body, contentType.boundary, options.budgets);
      return parts.ok ? catchFault(() => decodeParts(parts.value, options)) : parts;
    }
    case "urlencoded":
      return err({ code: "MEDIA", reason: "a urlencoded body is no body of a call" });
  }
}

function decodeText(text: string, options: ReplyOptions): unknown[] {
  const graph = createReplyGraph(options);
  const root = numberPart(0, { kind: "field", name: "0", value: text });
  graph.parts.set(0, root);
  return decodeGraph(graph, root);
}

function decodeParts(parts: readonly FormPart[], options: ReplyOptions): unknown[] {
  const graph = createReplyGraph(options);
  indexParts(graph, withComingFile(parts, options), "");
  const root = graph.parts.get(0);
  if (root === undefined) throw new ReplyFault("no part 0, the arguments");
  return decodeGraph(graph, root);
}

/** Puts what stands for a content that comes later in place of the last part, which must end where that begins. */
function withComingFile(
  parts: readonly FormPart[],
  { comingFile }: ReplyOptions,
): readonly FormPart[] {
  if (comingFile === undefined) return parts;
  const last = parts.at(-1);
  if (last?.kind !== "file" || last.bytes.length > 0)
    throw new ReplyFault("no file at whose content the announced bytes begin");
  return [...parts.slice(0, -1), new FilePart(last, comingFile(last))];
}
