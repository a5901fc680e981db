export type { Begun, RunningCall } from "./begun.ts";
export { createCallRecord, type CallRecord } from "./call-record.ts";
export { hashContent } from "./hash-content.ts";
export { chooseCookies, cookiesAfter, principalOf, type CookieChoice } from "./principal.ts";
export { createRateLimit, type RateLimit } from "./rate-limit.ts";
