import { enterFields, enterValues, type TypedValue } from "./typed-input.ts";

/** What is carried over into the next document of this tab. */
export interface KeptInput {
  /** Path and search of the page it belongs to. */
  readonly url: string;
  readonly atMs: number;
  readonly values: readonly TypedValue[];
  /** The form that is sent again, by the look-up of its action, and the fields it was sent with. */
  readonly resubmit?: { readonly lookup: string; readonly fields: string };
}

const storageKey = "edict:kept-input";
const maxAgeMs = 300_000;

/** Writes input down for the next document; false where the browser does not let it. */
export function keepInput(kept: KeptInput): boolean {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(kept));
    return true;
  } catch {
    return false; // storage is full or forbidden: the caller does not leave the page then
  }
}

/** Takes the input that an earlier document of this page kept, once. */
export function takeKeptInput(url: string, nowMs: number): KeptInput | undefined {
  try {
    const text = sessionStorage.getItem(storageKey);
    sessionStorage.removeItem(storageKey);
    // Only `keepInput` writes under this name.
    const kept = text === null ? undefined : (JSON.parse(text) as KeptInput);
    return kept?.url === url && nowMs - kept.atMs < maxAgeMs ? kept : undefined;
  } catch {
    return undefined; // storage is forbidden: nothing was kept either
  }
}

/** Finds the one control that names an action in a page; undefined where several forms do, as nobody knows which is meant. */
export function findActionForm(
  page: Document,
  lookup: string,
): { readonly form: HTMLFormElement; readonly button: HTMLElement | null } | undefined {
  const named = page.querySelectorAll<HTMLInputElement | HTMLButtonElement>(
    `[name^="$ACTION_ID_${lookup}"],[name^="$ACTION_"][value*="${lookup}"]`,
  );
  const [control] = named;
  if (named.length !== 1 || control?.form == null) return undefined;
  return { form: control.form, button: control.type === "hidden" ? null : control };
}

/** Puts kept input back, and sends its form again if that was what brought the new document. */
export function restoreInput({ values, resubmit }: KeptInput): "restored" | "sent" | "not-sent" {
  enterValues(values);
  if (resubmit === undefined) return "restored";
  const found = findActionForm(document, resubmit.lookup);
  if (found === undefined) return "not-sent";
  const { form, button } = found;
  // Not what stood there when the answer came: an app may have emptied the form by then.
  enterFields(form, textsOf(resubmit.fields));
  const submitter = submittersOf(form, button).find((each) =>
    holds(new FormData(form, each), resubmit.fields),
  );
  if (submitter === undefined) return "not-sent";
  form.requestSubmit(submitter);
  return "sent";
}

/** Lists what may have submitted a form: the button that names its action, else no button or any of its own, which may add a field. */
function submittersOf(
  form: HTMLFormElement,
  button: HTMLElement | null,
): readonly (HTMLElement | null)[] {
  if (button !== null) return [button];
  const buttons = form.querySelectorAll<HTMLElement>("button:not([type]),[type=submit]");
  return [null, ...buttons];
}

/** Tells whether fields contain every text that was sent, so that nothing is sent which the visitor did not see. */
export function holds(data: FormData, fields: string): boolean {
  return textsOf(fields).every(([name, value]) => data.getAll(name).includes(value));
}

/** Reads the texts among fields as `describeFields` writes them: name and text, or name and what is known of a file. */
function textsOf(fields: string): readonly (readonly [name: string, value: string])[] {
  const sent = JSON.parse(fields) as readonly (readonly [name: string, value: string])[];
  return sent.filter(({ length }) => length === 2);
}
