import type { FormPart } from "./form-part.ts";
import { parsePartNumber } from "./part-number.ts";
import { readCopy } from "./read-file-tag.ts";
import { ReplayedIterable, ReplayedIterator, replayBytes, replayStream } from "./replay-stream.ts";
import { notAccepted, quote, ReplyFault } from "./reply-fault.ts";
import { countReference, numberPart, parseJson, type ReplyGraph } from "./reply-graph.ts";

/**
 * `$R1`, `$r1`: a stream of values or of bytes; `$X1`, `$x1`: an async iterable or iterator. All of it
 * came with the body, as fields `S1`: one for each chunk, and `C` at the end. Each chunk is a JSON text
 * by itself. Only for an action that takes streams.
 */
export function readStream(
  graph: ReplyGraph,
  tag: { readonly text: string; readonly id: number; readonly depth: number },
): object {
  const { text, id, depth } = tag;
  countReference(graph);
  const rows = graph.streams.get(id);
  // React 19.3.0 and older name the chunks of a stream like any part.
  if (rows === undefined && graph.parts.has(id))
    throw new ReplyFault(`stream ${id} is written by an older version of React`, "SKEW");
  if (graph.options.accepts?.includes("streams") !== true)
    throw notAccepted("streams", `${quote(text)} is a stream`);
  if (rows === undefined) throw new ReplyFault(`${quote(text)} refers to a missing stream`);
  graph.streams.delete(id);
  return text.startsWith("$r")
    ? readBytes(graph, id, splitRows(rows, id))
    : readValues(graph, tag, { ...splitRows(rows, id), depth });
}

interface StreamRows {
  readonly chunks: readonly string[];
  /** What stands behind the `C` of the last row. */
  readonly end: string;
}

function splitRows(rows: readonly FormPart[], id: number): StreamRows {
  const texts = rows.map((row) => {
    if (row.kind === "file") throw new ReplyFault(`stream ${id} has a file for a chunk`);
    return row.value;
  });
  const last = texts.at(-1);
  if (last === undefined || !last.startsWith("C"))
    throw new ReplyFault(`stream ${id} is not closed`);
  const chunks = texts.slice(0, -1);
  // No JSON begins with this letter.
  if (chunks.some((chunk) => chunk.startsWith("C")))
    throw new ReplyFault(`stream ${id} goes on after its end`);
  return { chunks, end: last.slice(1) };
}

function readValues(
  graph: ReplyGraph,
  { text, id }: { readonly text: string; readonly id: number },
  rows: StreamRows & { readonly depth: number },
): object {
  const isStream = text.startsWith("$R");
  if (isStream && rows.end !== "") throw new ReplyFault(`stream ${id} ends with a value`);
  const texts = rows.end === "" ? rows.chunks : [...rows.chunks, rows.end];
  const values = texts.map((chunk) => parseJson(chunk, `a chunk of stream ${id}`));
  // The chunks are walked as the array that they are.
  const part = numberPart(id, { kind: "field", name: `S${id}`, value: "" });
  part.role = "stream";
  part.slot[0] = values;
  graph.queue.push({ part, depth: rows.depth + 1 });
  const replay = { values, chunks: rows.chunks.length };
  const stream = isStream
    ? replayStream(values)
    : text.startsWith("$X")
      ? new ReplayedIterable(replay)
      : new ReplayedIterator(replay);
  graph.behind.set(stream, values);
  return stream;
}

function readBytes(graph: ReplyGraph, id: number, rows: StreamRows): object {
  if (rows.end !== "") throw new ReplyFault(`stream ${id} ends with a value`);
  const views = rows.chunks.map((chunk) => {
    const tag = parseJson(chunk, `a chunk of stream ${id}`);
    const file =
      typeof tag === "string" && tag.startsWith("$o") ? parsePartNumber(tag.slice(2)) : undefined;
    if (file === undefined) throw new ReplyFault(`stream ${id} has a chunk that is no bytes`);
    const view = readCopy(graph, file);
    // A stream of bytes cannot hold it: its reader would take it for the end.
    if (view.byteLength === 0) throw new ReplyFault(`stream ${id} has an empty chunk`);
    return view;
  });
  return replayBytes(views);
}
