import type { CallAction, PostForm } from "./calling.ts";
import type { FormFields } from "./form-of-fields.ts";
import { makeCaller } from "./make-caller.ts";
import type { MadeRequest } from "./make-request.ts";
import type { VisitorOptions } from "./visitor-options.ts";

/** A visitor who comes for one request. */
export type OneCall = VisitorOptions & MadeRequest;

/**
 * Calls an action with these arguments in a request of its own, as code in the browser does; resolves however it ends.
 * @throws TypeError (as a rejection) for what is no action, and for an option that is wrong
 * @example
 * const result = await callAction(addNote, ["Milk"], { cookies: { session: "…" } });
 * expect(result).toMatchObject({ outcome: "returned", revalidated: { tags: ["notes"] } });
 */
export const callAction: CallAction<OneCall> = async (
  action: unknown,
  args: readonly unknown[],
  options?: OneCall,
) => makeCaller(options ?? {}).call(action, args, options);

/**
 * Posts a form to an action in a request of its own; one for `useActionState` is told the state that it had.
 * @throws TypeError as `callAction` does
 * @example const result = await postForm(saveNote, { title: "" }, { state: empty });
 */
export const postForm: PostForm<OneCall> = async (
  action: unknown,
  fields: FormFields,
  options?: OneCall,
) => makeCaller(options ?? {}).post(action, fields, options);
