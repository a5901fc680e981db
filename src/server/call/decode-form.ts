import { err, ok, type Result } from "../../base/index.ts";
import type { FormCall, FormState, Refusal } from "../../protocol/index.ts";
import {
  decodeFormReply,
  parseMultipart,
  parseUrlencoded,
  type FormPart,
  type ReplyBudgets,
  type ReplyContentType,
} from "../../protocol/reply/index.ts";
import type { ActionEntry } from "../../render/index.ts";
import type { ActionLimits } from "../action-limits.ts";
import { tooLarge } from "../admit/check-body-headers.ts";
import { replyOptions, type DecodedArguments, type ReplyContext } from "./decode-arguments.ts";

/** The body of a form post, as it was read. */
interface FormBody {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly contentType: Exclude<ReplyContentType, { kind: "text" }>;
}

/** A form post with its parts and fields, as they were read before its action was known. */
export interface ReadForm extends FormBody {
  readonly parts: readonly FormPart[];
  /** What they were read under. */
  readonly budgets: ReplyBudgets;
  readonly fields: FormCall;
}

/** Reads the parts of a form post. Errors: MALFORMED, TOO_LARGE. */
export function readFormParts(
  { body, contentType }: FormBody,
  budgets: ReplyBudgets,
): Result<FormPart[], Refusal> {
  return contentType.kind === "multipart"
    ? parseMultipart(body, contentType.boundary, budgets)
    : parseUrlencoded(body, budgets);
}

/**
 * Holds a form post to the limits of its own action, once that is known: it was read under the largest of its route's.
 * Errors: TOO_LARGE, MALFORMED.
 */
export function keepOwnLimits(
  form: ReadForm,
  limits: ActionLimits,
): Result<readonly FormPart[], Refusal> {
  const { length } = form.body;
  if (length > limits.maxBodyBytes) return err(tooLarge(limits, `${length} bytes came`));
  return limits.reply === form.budgets ? ok(form.parts) : readFormParts(form, limits.reply);
}

/** The arguments of a form post, and how its result becomes the state of `useActionState`. */
export interface DecodedForm extends DecodedArguments {
  readonly stateOf: (value: unknown) => FormState | null;
}

/** Decodes the arguments of a form post: what was bound, then the app's own fields. Errors: MALFORMED. */
export function decodeForm(
  parts: readonly FormPart[],
  call: FormCall,
  context: ReplyContext,
): Result<DecodedForm, Refusal> {
  const options = replyOptions(context);
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
