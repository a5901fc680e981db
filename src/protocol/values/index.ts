export { decodeValues, readValues, type DecodeValuesOptions } from "./decode-values.ts";
export { encodeValues, writeValues, type EncodeValuesOptions } from "./encode-values.ts";
export type { ValueFault } from "./value-fault.ts";
