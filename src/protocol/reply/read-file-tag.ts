import type { FilePart } from "./form-part.ts";
import { quote, ReplyFault } from "./reply-fault.ts";
import { countReference, takePart, type ReplyGraph } from "./reply-graph.ts";

type BinaryConstructor = new (buffer: ArrayBuffer) => object;

/** Typed arrays by their tag, with the bytes of one element. */
const binaries: ReadonlyMap<string, readonly [make: BinaryConstructor, elementBytes: number]> =
  new Map<string, readonly [BinaryConstructor, number]>([
    ["O", [Int8Array, 1]],
    ["o", [Uint8Array, 1]],
    ["U", [Uint8ClampedArray, 1]],
    ["S", [Int16Array, 2]],
    ["s", [Uint16Array, 2]],
    ["L", [Int32Array, 4]],
    ["l", [Uint32Array, 4]],
    ["G", [Float32Array, 4]],
    ["g", [Float64Array, 8]],
    ["M", [BigInt64Array, 8]],
    ["m", [BigUint64Array, 8]],
    ["V", [DataView, 1]],
  ]);

/** `$A1`, `$o1` and the like: an ArrayBuffer or a view of its own copy of a file's bytes; `tag` is the letter. */
export function readBinary(graph: ReplyGraph, tag: string, id: number): object {
  const binary = binaries.get(tag);
  if (tag !== "A" && binary === undefined)
    throw new ReplyFault(`the unknown tag ${quote(`$${tag}`)}`);
  const bytes = readCopy(graph, id);
  const [make, elementBytes] = binary ?? [undefined, 1];
  if (bytes.length % elementBytes !== 0)
    throw new ReplyFault(`part ${id} has ${bytes.length} bytes, no multiple of ${elementBytes}`);
  return make === undefined ? bytes.buffer : new make(bytes.buffer);
}

/** A copy of a file's bytes that nothing else can see. */
export function readCopy(graph: ReplyGraph, id: number): Uint8Array<ArrayBuffer> {
  const { bytes, isComing } = takeFile(graph, id);
  if (isComing) throw new ReplyFault(`part ${id} comes later, and is no file`);
  return new Uint8Array(bytes);
}

/** `$B1`: a Blob, which arrives as a `File`. */
export function readBlob(graph: ReplyGraph, id: number): File {
  return takeFile(graph, id).file;
}

/** `$K1`: a FormData; its entries are the parts `_1_<name>`, and none at all when it was empty. */
export function readForm(graph: ReplyGraph, id: number): FormData {
  countReference(graph);
  // React's encoder numbers them in the order it writes them, so anything else was not written by it.
  if (id <= graph.lastForm) throw new ReplyFault(`form ${id} repeated or out of order`);
  graph.lastForm = id;
  const form = new FormData();
  for (const { name, source } of graph.forms.get(id) ?? [])
    if (source.kind === "field") form.append(name, source.value);
    else form.append(name, source.file);
  graph.forms.delete(id);
  return form;
}

function takeFile(graph: ReplyGraph, id: number): FilePart {
  countReference(graph);
  const { source } = takePart(graph, id, "file");
  if (source.kind === "field")
    throw new ReplyFault(`part ${id} is a field where a file is expected`);
  return source;
}
