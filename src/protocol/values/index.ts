export { decodeValues, type DecodeValuesOptions } from "./decode-values.ts";
export { encodeValues, type EncodeValuesOptions } from "./encode-values.ts";
export type { ValueFault } from "./value-fault.ts";
