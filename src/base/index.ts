export { andThen } from "./and-then.ts";
export { parseByteSize, type ByteSize } from "./byte-size.ts";
export type { Brand } from "./brand.ts";
export { fetchCaches, type FetchCache } from "./fetch-cache.ts";
export { holdsTag } from "./holds-tag.ts";
export { quoteForLog } from "./quote-for-log.ts";
export { err, ok, type Result } from "./result.ts";
export { RingMember } from "./ring-member.ts";
export { unreachable } from "./unreachable.ts";
