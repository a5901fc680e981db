type BinaryMaker = (buffer: ArrayBuffer) => object;

/** Every kind of binary value by its name, and how it is made of its bytes. */
export const binaryMakers: ReadonlyMap<string, BinaryMaker> = new Map<string, BinaryMaker>([
  ["ArrayBuffer", (buffer) => buffer],
  ["DataView", (buffer) => new DataView(buffer)],
  ["Int8Array", (buffer) => new Int8Array(buffer)],
  ["Uint8Array", (buffer) => new Uint8Array(buffer)],
  ["Uint8ClampedArray", (buffer) => new Uint8ClampedArray(buffer)],
  ["Int16Array", (buffer) => new Int16Array(buffer)],
  ["Uint16Array", (buffer) => new Uint16Array(buffer)],
  ["Int32Array", (buffer) => new Int32Array(buffer)],
  ["Uint32Array", (buffer) => new Uint32Array(buffer)],
  ["Float32Array", (buffer) => new Float32Array(buffer)],
  ["Float64Array", (buffer) => new Float64Array(buffer)],
  ["BigInt64Array", (buffer) => new BigInt64Array(buffer)],
  ["BigUint64Array", (buffer) => new BigUint64Array(buffer)],
]);

/** Returns the name and the bytes of a binary value; undefined for any other value, and for a subclass such as Node's Buffer. */
export function readBinaryValue(
  value: object,
): { readonly name: string; readonly bytes: Uint8Array } | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === ArrayBuffer.prototype)
    return { name: "ArrayBuffer", bytes: new Uint8Array(value as ArrayBuffer) }; // its prototype says so
  if (!ArrayBuffer.isView(value)) return undefined;
  const { name } = value.constructor;
  if (!binaryMakers.has(name)) return undefined;
  return { name, bytes: new Uint8Array(value.buffer, value.byteOffset, value.byteLength) };
}

const chunkLength = 8_192;

/** Writes bytes as base64. */
export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += chunkLength)
    binary += String.fromCharCode(...bytes.subarray(at, at + chunkLength));
  return btoa(binary);
}

/** Reads base64; undefined when it is none. */
export function fromBase64(text: string): ArrayBuffer | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/u.test(text) || text.length % 4 !== 0) return undefined;
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes.buffer;
}
