import { expect, test } from "vitest";
import { z } from "zod";
import { action, invalid } from "../api/action.ts";
import {
  ActionError,
  actionSignal,
  after,
  cache,
  cookies,
  forbidden,
  headers,
  notFound,
  permanentRedirect,
  redirect,
  refresh,
  revalidatePath,
  revalidateTag,
  unauthorized,
  updateTag,
} from "../api/index.ts";
import { callAction, openVisitor, postForm } from "./index.ts";

test("what an action returns is awaited, beside what it changed", async () => {
  const result = await callAction(
    async (text: string, count: number = 2) => {
      revalidatePath("/notes");
      revalidatePath("/posts/[id]", "page");
      revalidateTag("notes", "max");
      updateTag("count");
      refresh();
      const jar = await cookies();
      jar.set("seen", "a;b", { httpOnly: true });
      jar.delete("old");
      return text.repeat(count);
    },
    ["ab"],
  );
  expect(result).toEqual({
    outcome: "returned",
    value: "abab",
    cookies: [
      { name: "seen", value: "a;b", header: "seen=a%3Bb; Path=/; HttpOnly" },
      { name: "old", value: undefined, header: expect.stringContaining("Max-Age=0") },
    ],
    revalidated: {
      paths: ["/notes", "/posts/[id]"],
      tags: ["notes", "count"],
      refreshed: true,
      profiles: { notes: "max" },
    },
    after: { ran: 0, failures: [] },
    log: [],
  });
});

test.each([
  [() => redirect("/login?next=%2Fa"), { outcome: "redirected", location: "/login?next=%2Fa" }],
  [() => redirect("/a", "replace"), { outcome: "redirected", location: "/a", replace: true }],
  [
    () => permanentRedirect("https://example.com/x"),
    { outcome: "redirected", location: "https://example.com/x", replace: false },
  ],
  [() => notFound(), { outcome: "not-found" }],
  [() => unauthorized(), { outcome: "unauthorized" }],
  [() => forbidden(), { outcome: "forbidden" }],
])("%s ends the action as it says", async (end, expected) => {
  const result = await callAction(async () => end(), []);
  expect(result).toMatchObject(expected);
  expect([result.value, result.error]).toEqual([undefined, undefined]);
});

test("what an action throws is the error itself", async () => {
  const known = new ActionError("OUT_OF_STOCK", "Only 2 are left.", { status: 409 });
  const result = await callAction(async () => Promise.reject(known), []);
  expect(result.outcome).toBe("threw");
  expect(result.error).toBe(known);
  const sync = await callAction(() => {
    throw new TypeError("not awaited");
  }, []);
  expect(sync).toMatchObject({ outcome: "threw", error: new TypeError("not awaited") });
  // As on a server.
  expect(sync.log.join("\n")).toMatch(
    /^edict: action .* failed with "TypeError: not awaited", digest /,
  );
});

test("a wrong call of one of Edict's functions is what its page says", async () => {
  const result = await callAction(async () => revalidatePath("notes"), []);
  expect(result.error).toMatchObject({ code: "invalid-revalidate-path" });
});

test("the request has its URL, headers and cookies", async () => {
  const read = async () => {
    const [sent, jar] = await Promise.all([headers(), cookies()]);
    return {
      origin: sent.get("origin"),
      language: sent.get("accept-language"),
      from: sent.get("x-from"),
      type: sent.get("content-type"),
      session: jar.get("session")?.value,
    };
  };
  const given = { headers: { "x-from": "test" }, cookies: { session: "ä; b" } };
  const result = await callAction(read, [], {
    ...given,
    url: "/posts/5?tab=all",
    origin: "https://shop.example",
  });
  expect(result.value).toEqual({
    origin: "https://shop.example",
    language: null,
    from: "test",
    type: null,
    session: "ä; b",
  });
  const visitor = openVisitor({ headers: { "accept-language": "de", "x-from": "visitor" } });
  const { value } = await visitor.call(read, [], { headers: { "x-from": "call" } });
  expect(value).toMatchObject({ language: "de", from: "call" });
});

test("after() runs once the outcome is known, with what it adds", async () => {
  const seen: string[] = [];
  const result = await callAction(async () => {
    after(async () => {
      seen.push("first");
      after(() => void seen.push("added"));
      revalidateTag("late");
    });
    after(() => Promise.reject(new Error("no mail")));
    seen.push("action");
  }, []);
  expect(seen).toEqual(["action", "first", "added"]);
  expect(result.after).toEqual({ ran: 3, failures: [new Error("no mail")] });
  expect(result.revalidated.tags).toEqual(["late"]);
});

test("an action without an outcome in time is refused, and its signal aborted", async () => {
  const seen: unknown[] = [];
  const wait = (): Promise<void> =>
    new Promise((_, reject) => {
      const signal = actionSignal();
      const end = (): void => {
        seen.push(signal.reason);
        reject(new Error("aborted"));
      };
      if (signal.aborted) end();
      else signal.addEventListener("abort", end);
    });
  const late = await callAction(wait, [], { timeoutSeconds: 0.02 });
  expect(late).toMatchObject({ outcome: "refused", code: "TIMEOUT" });
  const leaving = new AbortController();
  const left = callAction(wait, [], { signal: leaving.signal });
  leaving.abort("left");
  expect(await left).toMatchObject({ outcome: "threw", error: new Error("aborted") });
  expect(seen).toEqual([expect.objectContaining({ name: "TimeoutError" }), "left"]);
});

async function login(_before: { problem?: string }, form: FormData): Promise<{ problem?: string }> {
  if (form.get("word") !== "sesame") return { problem: "Wrong." };
  (await cookies()).set("session", form.getAll("name").map(String).join("+"));
  redirect("/");
}

test("a visitor keeps cookies from call to call, as a browser does", async () => {
  const ann = openVisitor({ cookies: { theme: "dark" } });
  const wrong = await ann.post(login, { word: "please" }, { state: {} });
  expect(wrong).toMatchObject({ outcome: "returned", value: { problem: "Wrong." } });
  const right = await ann.post(login, { word: "sesame", name: ["an", "n"] }, { state: {} });
  expect(right).toMatchObject({ outcome: "redirected", location: "/" });
  expect([...ann.cookies]).toEqual([
    ["theme", "dark"],
    ["session", "an+n"],
  ]);
  const who = async () => (await cookies()).get("session")?.value;
  expect(await ann.call(who, [])).toMatchObject({ value: "an+n" });
  expect(await ann.read(who)).toBe("an+n");
  await ann.call(async () => (await cookies()).delete("session"), []);
  expect([...ann.cookies.keys()]).toEqual(["theme"]);
  expect(await openVisitor().read(who)).toBeUndefined();
});

test("a form is posted with its files, and says that it is a form", async () => {
  const upload = async (form: FormData) => {
    const file = form.get("file");
    const type = (await headers()).get("content-type");
    return [file instanceof File ? file.name : "", form.get("title"), type];
  };
  const fields = { file: new File(["x"], "a.txt"), title: "A" };
  expect((await postForm(upload, fields)).value).toEqual(["a.txt", "A", "multipart/form-data"]);
  const data = new FormData();
  data.append("title", "B");
  expect((await postForm(upload, data)).value).toEqual(["", "B", "multipart/form-data"]);
});

test("a typed action is called with what its schema takes, and posted to", async () => {
  const save = action
    .input(z.object({ title: z.string().min(1, "Too short") }))
    .handler(async ({ title }) =>
      title === "taken" ? invalid({ title: ["Taken"] }) : title.length,
    );
  const called = await callAction(save, [{ title: "abc" }]);
  expect(called).toMatchObject({ outcome: "returned", value: { ok: true, data: 3 } });
  const posted = await postForm(save, { title: "" });
  expect(posted.value).toMatchObject({ ok: false, issues: { fields: { title: ["Too short"] } } });
});

test("a cached function is kept for a visitor, and made anew when an action revalidates it", async () => {
  let made = 0;
  const count = cache(async () => (made += 1), { key: "made", tags: ["made"] });
  const seenAfter: number[] = [];
  const touch = async (): Promise<void> => {
    updateTag("made");
    after(async () => void seenAfter.push(await count()));
  };
  const one = openVisitor();
  expect([await one.read(count), await one.read(count)]).toEqual([1, 1]);
  await one.call(touch, []);
  expect(seenAfter).toEqual([2]);
  expect(await one.read(count)).toBe(2);
  // Another test's visitor has a cache of its own.
  expect(await openVisitor().read(count)).toBe(3);
  expect(await one.read(count)).toBe(2);
});

test("what belongs in a page is refused in an action, and the other way round", async () => {
  const visitor = openVisitor();
  await expect(visitor.read(() => refresh())).rejects.toMatchObject({ code: "wrong-phase" });
  await expect(visitor.read(() => redirect("/x"))).rejects.toMatchObject({
    message: "NEXT_REDIRECT",
  });
});

test("what is no action, and what is no URL, is said", async () => {
  const none = undefined as unknown as () => void; // as a wrong name of an import is where nobody checks types
  await expect(callAction(none, [])).rejects.toThrow(
    'An action is a function, and this is undefined. Import it from its "use server" file by its name.',
  );
  const fine = async (): Promise<void> => undefined;
  await expect(callAction(fine, [], { url: "http://" })).rejects.toThrow(
    'url: "http://" is neither a path nor a URL.',
  );
  await expect(callAction(fine, [], { url: "//a/b" })).rejects.toThrow(
    'url: "//a/b" is not of the app, which is at http://localhost:3000.',
  );
  await expect(callAction(fine, [], { url: "/a//b" })).rejects.toThrow(/\/a\/\/b is /);
  await expect(callAction(fine, [], { origin: "shop" })).rejects.toThrow(TypeError);
});
