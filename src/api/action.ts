export { action } from "./typed/action-chain.ts";
export { invalid, type InvalidInput } from "./typed/invalid-input.ts";
export type { ActionChain, Guard } from "./typed/action-chain.ts";
export type { ActionResult, InputIssues, TypedAction } from "./typed/action-result.ts";
