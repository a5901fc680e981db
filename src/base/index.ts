export { parseByteSize } from "./byte-size.ts";
export type { Brand } from "./brand.ts";
export { err, ok, type Result } from "./result.ts";
export { unreachable } from "./unreachable.ts";
