import { expectTypeOf, test } from "vitest";
import { z } from "zod";
import { action, type ActionResult } from "../api/action.ts";
import { callAction, openVisitor, postForm } from "./index.ts";

const rename = async (id: number, name?: string) => ({ id, name });
const save = async (before: { problem?: string }, form: FormData) => ({
  ...before,
  title: form.get("title"),
});

test("arguments and value are the action's", async () => {
  const result = await callAction(rename, [5, "a"], { url: "/", cookies: { session: "x" } });
  await callAction(rename, [5]);
  expectTypeOf(result.value).toEqualTypeOf<{ id: number; name: string | undefined } | undefined>();
  if (result.outcome === "returned") expectTypeOf(result.value.id).toEqualTypeOf<number>();
  if (result.outcome === "redirected") expectTypeOf(result.location).toEqualTypeOf<string>();
  if (result.outcome === "threw") expectTypeOf(result.error).toEqualTypeOf<unknown>();
  if (result.outcome === "not-found") expectTypeOf(result.value).toEqualTypeOf<undefined>();
  // @ts-expect-error an id is a number
  void callAction(rename, ["5"]);
  // @ts-expect-error there is no third argument
  void callAction(rename, [5, "a", true]);
  // @ts-expect-error no such option
  void callAction(rename, [5], { cookie: "session=x" });
});

test("a form's action gets its data, and its state where it asks for one", async () => {
  const posted = await postForm(save, { title: "A", tags: ["a", "b"] }, { state: {} });
  expectTypeOf(posted.value?.title).toEqualTypeOf<FormDataEntryValue | null | undefined>();
  // @ts-expect-error a state is missing
  void postForm(save, { title: "A" });
  // @ts-expect-error a problem is a text
  void postForm(save, {}, { state: { problem: 5 } });
  // @ts-expect-error a field is a text or a file
  void postForm(save, { title: 5 }, { state: {} });
});

test("a typed action takes what its schema takes", async () => {
  const typed = action
    .input(z.object({ n: z.coerce.number<string>() }))
    .handler(async ({ n }) => n);
  const { value } = await openVisitor().call(typed, [{ n: "5" }]);
  expectTypeOf(value).toEqualTypeOf<ActionResult<number> | undefined>();
  const posted = await openVisitor().post(typed, { n: "5" });
  expectTypeOf(posted.value).toEqualTypeOf<ActionResult<number> | undefined>();
  // @ts-expect-error the schema takes a text
  void callAction(typed, [{ n: 5 }]);
});

test("what is read has the type of the function's value", async () => {
  expectTypeOf(await openVisitor().read(async () => 5)).toEqualTypeOf<number>();
  expectTypeOf(await openVisitor().read(() => "a")).toEqualTypeOf<string>();
});
