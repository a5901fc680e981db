import { err, ok, type Result } from "../base/index.ts";
import { parseActionId, type ActionId } from "./action-id.ts";
import type { FormPart } from "./reply/form-part.ts";
import { parseFormDescriptor } from "./reply/form-descriptor.ts";
import { catchFault, quote } from "./reply/reply-fault.ts";
import type { Refusal } from "./refusal.ts";

/** A form post that calls an action: which one, with what. */
export interface FormCall {
  readonly source: FormSource;
  /** Key of `useActionState`: at most 128 characters of `A-Za-z0-9_$:/.-`, or `p` and the hook's permalink. */
  readonly stateKey?: string;
  /** What our own hidden field says. */
  readonly hidden?: HiddenField;
  /** The app's own fields, none of React's or ours among them. */
  readonly formData: FormData;
}

/** How a form names its action. Bound arguments are read by `decodeFormReply(parts, prefix, …)`. */
export type FormSource =
  | { readonly kind: "id"; readonly id: ActionId }
  | {
      readonly kind: "ref";
      readonly id: ActionId;
      /** Prefix of the fields with the bound arguments, e.g. `$ACTION_1:`. */
      readonly prefix: string;
    };

/** The hidden field `$EDICT`: `<build>.<wire>.<call id>`, the call id absent in a prerendered page. */
export interface HiddenField {
  readonly build: string;
  readonly wire: string;
  readonly callId?: string;
}

/** Names of the fields that React and Edict write into a form. */
export const formFieldNames = {
  id: "$ACTION_ID_",
  reference: "$ACTION_REF_",
  stateKey: "$ACTION_KEY",
  hidden: "$EDICT",
} as const;

const actionPrefix = "$ACTION_";
const maxActionFields = 64;
const suffixPattern = /^[0-9]{1,4}$/u;
/** React writes a hash, or `p` and the permalink as the app gave it to the hook: any address. */
const stateKeyPattern = /^(?:[A-Za-z0-9_$:/.-]{1,128}|p[^\p{Cc}<>"]{0,2048})$/u;
const hiddenPattern =
  /^([A-Za-z0-9_-][A-Za-z0-9_.-]{0,127})\.([0-9]{1,4})(?:\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?)?$/u;

/** Writes the value of the hidden field. */
export function writeHiddenField(hidden: HiddenField): string {
  const { build, wire, callId } = hidden;
  return callId === undefined ? `${build}.${wire}` : `${build}.${wire}.${callId}`;
}

/**
 * Reads the action fields of a form post; undefined when there are none. The last action field decides,
 * as several buttons of one form all send theirs.
 * Errors: MALFORMED, NOT_FOUND (an id of another spelling).
 */
export function readFormFields(parts: readonly FormPart[]): Result<FormCall | undefined, Refusal> {
  const decider = findDecider(parts);
  if (decider === undefined) return ok(undefined);
  if (!decider.ok) return decider;
  const source = readSource(parts, decider.value);
  if (!source.ok) return source;
  const stateKey =
    source.value.kind === "ref" ? readStateKey(parts, source.value.prefix) : ok(undefined);
  if (!stateKey.ok) return stateKey;
  const hidden = readHidden(parts);
  if (!hidden.ok) return hidden;
  return ok({
    source: source.value,
    formData: collectFields(parts),
    ...(stateKey.value === undefined ? undefined : { stateKey: stateKey.value }),
    ...(hidden.value === undefined ? undefined : { hidden: hidden.value }),
  });
}

function isActionField(name: string): boolean {
  return name.startsWith(formFieldNames.id) || name.startsWith(formFieldNames.reference);
}

function findDecider(parts: readonly FormPart[]): Result<string, Refusal> | undefined {
  const names = parts.map(({ name }) => name).filter(isActionField);
  if (names.length > maxActionFields)
    return malformed(`more than ${maxActionFields} action fields`);
  const last = names.at(-1);
  return last === undefined ? undefined : ok(last);
}

function readSource(parts: readonly FormPart[], name: string): Result<FormSource, Refusal> {
  if (name.startsWith(formFieldNames.id)) {
    const text = name.slice(formFieldNames.id.length);
    const id = parseActionId(text);
    return id === undefined
      ? err({ code: "NOT_FOUND", reason: `the action id ${quote(text)}` })
      : ok({ kind: "id", id });
  }
  const suffix = name.slice(formFieldNames.reference.length);
  if (!suffixPattern.test(suffix)) return malformed(`the action field ${quote(name)}`);
  const prefix = `${actionPrefix}${suffix}:`;
  const descriptors = parts.filter((part) => part.name === `${prefix}0`);
  const [descriptor] = descriptors;
  if (descriptor === undefined || descriptors.length > 1)
    return malformed(`${descriptors.length} fields ${prefix}0`);
  return catchFault(() => ({ kind: "ref", id: parseFormDescriptor(descriptor).id, prefix }));
}

/** React writes the key right behind the fields of the prefix it belongs to. */
function readStateKey(
  parts: readonly FormPart[],
  prefix: string,
): Result<string | undefined, Refusal> {
  const behind = parts.slice(parts.findLastIndex(({ name }) => name.startsWith(prefix)) + 1);
  const next = behind.find(({ name }) => name.startsWith(actionPrefix) && !isActionField(name));
  if (next?.name !== formFieldNames.stateKey) return ok(undefined);
  return next.kind === "field" && stateKeyPattern.test(next.value)
    ? ok(next.value)
    : malformed(`the value of ${formFieldNames.stateKey}`);
}

function readHidden(parts: readonly FormPart[]): Result<HiddenField | undefined, Refusal> {
  const part = parts.findLast(({ name }) => name === formFieldNames.hidden);
  if (part === undefined) return ok(undefined);
  const match = part.kind === "field" ? hiddenPattern.exec(part.value) : null;
  const [, build, wire, callId] = match ?? [];
  if (build === undefined || wire === undefined)
    return malformed(`the value of ${formFieldNames.hidden}`);
  return ok(callId === undefined ? { build, wire } : { build, wire, callId });
}

function collectFields(parts: readonly FormPart[]): FormData {
  const form = new FormData();
  for (const part of parts) {
    if (part.name.startsWith(actionPrefix) || part.name === formFieldNames.hidden) continue;
    if (part.kind === "field") form.append(part.name, part.value);
    else form.append(part.name, part.file);
  }
  return form;
}

function malformed(reason: string): Result<never, Refusal> {
  return err({ code: "MALFORMED", reason });
}
