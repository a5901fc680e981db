import type { ActionResult, TypedAction } from "../api/action.ts";
import type { CallResult } from "./call-result.ts";
import type { FormFields } from "./form-of-fields.ts";

/** Calls an action; a typed one with what its schema takes. */
export interface CallAction<Options> {
  <Input, Value>(
    action: TypedAction<Input, Value>,
    args: readonly [Input | FormData],
    options?: Options,
  ): Promise<CallResult<ActionResult<Value>>>;
  <Args extends readonly unknown[], Value>(
    action: (...args: Args) => Value,
    args: NoInfer<Args>,
    options?: Options,
  ): Promise<CallResult<Awaited<Value>>>;
}

/** Posts a form to an action: to one that takes the form's data, or, with `state`, to one for `useActionState`. */
export interface PostForm<Options> {
  <State, Value>(
    action: (state: State, form: FormData) => Value,
    fields: FormFields,
    options: Options & { readonly state: NoInfer<State> },
  ): Promise<CallResult<Awaited<Value>>>;
  <Value>(
    action: (form: FormData) => Value,
    fields: FormFields,
    options?: Options,
  ): Promise<CallResult<Awaited<Value>>>;
}
