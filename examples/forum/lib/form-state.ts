import type * as z from "zod";

/** What `useActionState` holds of a form, in every form of the forum. */
export interface FormState {
  readonly status: "idle" | "done" | "invalid";
  /** For everyone, also for screen readers. */
  readonly message?: string;
  /** Per field, the first thing that is wrong with it. */
  readonly errors?: Readonly<Record<string, string>>;
  /** What was typed, to be shown again; never a password. */
  readonly values?: Readonly<Record<string, string>>;
}

/** What a form starts with. */
export const untouched: FormState = { status: "idle" };

/** The text of a field, "" where it is absent or a file. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

/** The named fields as they were typed. */
export function typedValues(form: FormData, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, textOf(form, name)]));
}

/** The answer to fields that Zod refused, with what was typed in those that may be shown again. */
export function invalid(error: z.ZodError, values: Readonly<Record<string, string>>): FormState {
  const errors: Record<string, string> = {};
  for (const issue of error.issues) errors[String(issue.path[0] ?? "form")] ??= issue.message;
  return refused(errors, values);
}

/** The answer to fields that were refused for another reason than their shape. */
export function refused(
  errors: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>>,
): FormState {
  const count = Object.keys(errors).length;
  const message =
    count === 1 ? "One field needs another look." : `${count} fields need another look.`;
  return { status: "invalid", message, errors, values };
}

/** The answer to a form that was stored. */
export function done(message: string): FormState {
  return { status: "done", message };
}
