import { ok, type Result } from "../../base/index.ts";
import type { FormCall, FormState, Refusal } from "../../protocol/index.ts";
import {
  decodeFormReply,
  parseMultipart,
  parseUrlencoded,
  type FormPart,
  type ReplyBudgets,
  type ReplyContentType,
} from "../../protocol/reply/index.ts";
import type { ActionEntry, AppBuild } from "../../render/index.ts";
import type { ServerSettings } from "../server-options.ts";
import { replyOptions, type DecodedArguments } from "./decode-arguments.ts";

/** Reads the parts of a form post. Errors: MALFORMED, TOO_LARGE. */
export function readFormParts(
  body: Uint8Array<ArrayBuffer>,
  contentType: Exclude<ReplyContentType, { kind: "text" }>,
  budgets: ReplyBudgets,
): Result<FormPart[], Refusal> {
  return contentType.kind === "multipart"
    ? parseMultipart(body, contentType.boundary, budgets)
    : parseUrlencoded(body, budgets);
}

/** The arguments of a form post, and how its result becomes the state of `useActionState`. */
export interface DecodedForm extends DecodedArguments {
  readonly stateOf: (value: unknown) => FormState | null;
}

/** Decodes the arguments of a form post: what was bound, then the app's own fields. Errors: MALFORMED. */
export function decodeForm(
  parts: readonly FormPart[],
  call: FormCall,
  app: AppBuild,
  settings: ServerSettings,
): Result<DecodedForm, Refusal> {
  const options = replyOptions(app, settings);
  const { temporaryReferences } = options;
  const { source, stateKey, formData } = call;
  if (source.kind === "id")
    return ok({ args: [formData], temporaryReferences, stateOf: () => null });
  const reply = decodeFormReply(parts, source.prefix, options);
  if (!reply.ok) return reply;
  const { bound } = reply.value;
  return ok({
    args: [...bound, formData],
    temporaryReferences,
    // React counts the arguments bound before the state, which is the last one.
    stateOf: (value) =>
      stateKey === undefined || bound.length === 0
        ? null
        : [value, stateKey, source.id, bound.length - 1],
  });
}

/** Names an action in the log, e.g. `app/actions.ts#save`. */
export function nameOf(entry: ActionEntry): string {
  return `${entry.file}#${entry.name}`;
}
