export { parseContentType, type ReplyContentType } from "./content-type.ts";
export { decodeFormReply, type FormReply } from "./decode-form-reply.ts";
export { decodeReply } from "./decode-reply.ts";
export type { FieldPart, FormPart } from "./form-part.ts";
export { parseMultipart } from "./parse-multipart.ts";
export { parseUrlencoded } from "./parse-urlencoded.ts";
export { defaultReplyBudgets, type ReplyBudgets, type ReplyOptions } from "./reply-options.ts";
export { createTemporaryReference } from "./temporary-reference.ts";
