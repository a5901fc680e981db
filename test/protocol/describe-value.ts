/**
 * Describes a decoded value so that two of them can be compared: promises awaited, files and iterators
 * read, and an object that was met before named by its number, so that sharing is compared too.
 */
export async function describeValue(value: unknown): Promise<unknown> {
  return describeInner(value, new Map());
}

async function describeInner(value: unknown, seen: Map<object, number>): Promise<unknown> {
  if ((typeof value !== "object" && typeof value !== "function") || value === null)
    return { kind: "scalar", value };
  const known = seen.get(value);
  if (known !== undefined) return { kind: "again", known };
  seen.set(value, seen.size);
  return describeObject(value, seen);
}

async function describeObject(value: object, seen: Map<object, number>): Promise<unknown> {
  const each = async (items: Iterable<unknown>): Promise<unknown[]> => {
    const described: unknown[] = [];
    for (const item of items) described.push(await describeInner(item, seen));
    return described;
  };
  // The listed action of the tests gives back what is bound to it.
  if (typeof value === "function")
    return { kind: "action", bound: await each(value() as unknown[]) };
  if (Array.isArray(value)) return { kind: "array", items: await each(value) };
  if (value instanceof Map) return { kind: "map", items: await each([...value].flat(1)) };
  if (value instanceof Set) return { kind: "set", items: await each(value) };
  if (value instanceof Date) return { kind: "date", time: value.getTime() };
  if (value instanceof FormData) return { kind: "form", items: await describeForm(value) };
  if (value instanceof Blob)
    return {
      kind: "blob",
      type: value.type,
      bytes: [...new Uint8Array(await value.arrayBuffer())],
    };
  if (value instanceof ArrayBuffer) return { kind: "buffer", bytes: [...new Uint8Array(value)] };
  if (ArrayBuffer.isView(value)) return { kind: "view", value };
  if ("then" in value && typeof value.then === "function")
    return { kind: "promise", value: await each([await (value as unknown as Promise<unknown>)]) };
  if (Symbol.asyncIterator in value)
    return { kind: "stream", items: await each(await readChunks(value)) };
  if (Symbol.iterator in value)
    return { kind: "iterator", items: await each(value as Iterable<unknown>) };
  return { kind: "object", keys: Object.keys(value), items: await each(Object.values(value)) };
}

/** The chunks of a stream, and behind them what an iterator returns at its end. */
async function readChunks(stream: object): Promise<unknown[]> {
  const chunks: unknown[] = [];
  const iterator = (stream as AsyncIterable<unknown>)[Symbol.asyncIterator](); // has the method
  for (;;) {
    const { done = false, value } = await iterator.next();
    chunks.push(value);
    if (done) return chunks;
  }
}

async function describeForm(form: FormData): Promise<unknown[]> {
  const described: unknown[] = [];
  for (const [name, value] of form)
    described.push([name, typeof value === "string" ? value : [value.name, await value.text()]]);
  return described;
}
