export { callAction, postForm, type OneCall } from "./call-action-once.ts";
export type { CallEffects, CallResult, Revalidated } from "./call-result.ts";
export type { CallAction, PostForm } from "./calling.ts";
export type { FormFields } from "./form-of-fields.ts";
export type { MadeRequest } from "./make-request.ts";
export { openVisitor, type Visitor } from "./open-visitor.ts";
export type { VisitorOptions } from "./visitor-options.ts";
