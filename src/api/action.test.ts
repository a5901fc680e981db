import { expect, test } from "vitest";
import { z } from "zod";
import { action, invalid } from "./action.ts";

const post = z.object({
  title: z.string().min(3, "Too short."),
  tags: z.array(z.string().min(1, "Empty.")).optional(),
});

function formOf(...fields: [name: string, value: string | File][]): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
}

test("the handler gets what the schema gave, and the caller what the handler gives", async () => {
  const save = action.input(post).handler(async ({ title }) => title.toUpperCase());
  expect(await save({ title: "clocks" })).toEqual({ ok: true, data: "CLOCKS" });
});

test("what is wrong is a result by field, and the handler does not run", async () => {
  let ran = false;
  const save = action.input(post).handler(async () => (ran = true));
  expect(await save({ title: "a", tags: [""] })).toEqual({
    ok: false,
    issues: { fields: { title: ["Too short."], "tags.0": ["Empty."] }, form: [] },
    values: {},
  });
  const late = action
    .input(post.refine(() => false, "Not today."))
    .handler(async () => (ran = true));
  expect(await late({ title: "clocks" })).toMatchObject({
    issues: { fields: {}, form: ["Not today."] },
  });
  expect(ran).toBe(false);
});

test("a form is read into an object; its texts come back, without files and secrets", async () => {
  const seen: unknown[] = [];
  const any = z.unknown().transform((value) => void seen.push(value));
  const save = action.input(any).handler(async () => invalid({ title: "Taken." }, "Try again."));
  const file = new File(["x"], "x.txt");
  const form = formOf(
    ["title", "clocks"],
    ["tags[]", "old"],
    ["kind", "a"],
    ["kind", "b"],
    ["picture", file],
    ["none", new File([], "")],
    ["newPassword", "hush"],
    ["__proto__", "x"],
  );
  expect(await save(form)).toEqual({
    ok: false,
    issues: { fields: { title: ["Taken."] }, form: ["Try again."] },
    values: Object.fromEntries([
      ["title", "clocks"],
      ["tags", ["old"]],
      ["kind", ["a", "b"]],
      ["__proto__", "x"],
    ]),
  });
  expect(seen).toEqual([
    Object.fromEntries<unknown>([
      ["title", "clocks"],
      ["tags", ["old"]],
      ["kind", ["a", "b"]],
      ["picture", file],
      ["newPassword", "hush"],
      ["__proto__", "x"],
    ]),
  ]);
});

test("useActionState puts the state before what is sent", async () => {
  const save = action.input(post).handler(async ({ title }) => title);
  const before = await save({ title: "a" });
  expect(await save(before, formOf(["title", "clocks"]))).toEqual({ ok: true, data: "clocks" });
  expect(await save(undefined, { title: "clocks" })).toEqual({ ok: true, data: "clocks" });
});

test("steps run as they are written, each with what came before; what a guard throws ends the action", async () => {
  const seen: unknown[] = [];
  const save = action
    .use(async () => ({ user: "Juniper" }))
    .input(post)
    .use((context) => {
      seen.push({ ...context });
      if (context.input.title === "secret") throw new Error("not for you");
      return { mayPin: true };
    })
    .use(() => undefined)
    .handler(async ({ title }, { user, mayPin }) => `${title} ${user} ${mayPin}`);
  expect(await save({ title: "clocks" })).toEqual({ ok: true, data: "clocks Juniper true" });
  expect(seen).toEqual([{ user: "Juniper", input: { title: "clocks" } }]);
  await expect(save({ title: "secret" })).rejects.toThrow("not for you");
  expect(await save({ title: "a" })).toMatchObject({ ok: false });
  expect(seen).toHaveLength(2);
});

test("a chain may be begun once and ended often", async () => {
  const signedIn = action.use(() => ({ user: "Wren" }));
  const who = signedIn.handler(async (_, { user }) => user);
  const saved = signedIn.input(post).handler(async ({ title }, { user }) => `${user}: ${title}`);
  expect(await who()).toEqual({ ok: true, data: "Wren" });
  expect(await saved({ title: "clocks" })).toEqual({ ok: true, data: "Wren: clocks" });
});
