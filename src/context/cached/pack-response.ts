/** Headers that speak of the bytes as they came, which are decoded by now. */
const ofTransfer: ReadonlySet<string> = new Set([
  "content-encoding",
  "content-length",
  "transfer-encoding",
  "connection",
  "keep-alive",
]);

/** Packs a whole response as `<length of head><head><body>`; its head is JSON. */
export async function packResponse(response: Response): Promise<Uint8Array> {
  const { status, statusText, url, headers } = response;
  const kept = [...headers].filter(([name]) => !ofTransfer.has(name));
  const head = new TextEncoder().encode(JSON.stringify([status, statusText, url, kept]));
  const body = new Uint8Array(await response.arrayBuffer());
  const packed = new Uint8Array(4 + head.length + body.length);
  new DataView(packed.buffer).setUint32(0, head.length);
  packed.set(head, 4);
  packed.set(body, 4 + head.length);
  return packed;
}

/** Makes the response that `packResponse` packed, anew each time. */
export function unpackResponse(packed: Uint8Array): Response {
  const headEnd = 4 + new DataView(packed.buffer, packed.byteOffset).getUint32(0);
  const text = new TextDecoder().decode(packed.subarray(4, headEnd));
  // What `packResponse` wrote: entries that others can write to are sealed.
  const head: [status: number, statusText: string, url: string, headers: [string, string][]] =
    JSON.parse(text);
  const [status, statusText, url, headers] = head;
  const isEmpty = status === 204 || status === 205 || status === 304;
  const body = isEmpty ? null : packed.slice(headEnd);
  const response = new Response(body, { status, statusText, headers });
  // Responses that are made have no URL of their own.
  return Object.defineProperty(response, "url", { value: url });
}
