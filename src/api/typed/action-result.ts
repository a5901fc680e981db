/** What is wrong with an input, in the schema's words. */
export interface InputIssues {
  /** By the name of the field, nested ones with dots: `{ "title": ["Too short"], "tags.0": ["Unknown"] }`. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** What concerns the input as a whole. */
  readonly form: readonly string[];
}

/**
 * What a typed action gives: the handler's value, or what is wrong with the input. `values` are the texts of a form as they
 * came, to be shown again, without files and without what is named like a password; empty for a call with an object.
 */
export type ActionResult<Value> =
  | { readonly ok: true; readonly data: Value }
  | {
      readonly ok: false;
      readonly issues: InputIssues;
      readonly values: Readonly<Record<string, string | readonly string[]>>;
    };

/**
 * A server action with a schema. The browser calls it with what the schema takes; a form and `useActionState` with a form's
 * data, which is read into an object: a name that ends with `[]`, or stands several times, is an array.
 */
export interface TypedAction<Input, Value> {
  (input: Input | FormData): Promise<ActionResult<Value>>;
  /** As `useActionState` calls it. */
  (
    previous: ActionResult<Value> | undefined,
    input: Input | FormData,
  ): Promise<ActionResult<Value>>;
}
