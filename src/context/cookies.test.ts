import { describe, expect, test } from "vitest";
import { sampleStore } from "../../test/context/sample-store.ts";
import { cookies } from "./cookies.ts";
import { headers } from "./headers.ts";
import { runWithStore } from "./request-storage.ts";
import type { Phase, RequestStore } from "./request-store.ts";

const jarOf = (store: RequestStore): ReturnType<typeof cookies> => runWithStore(store, cookies);

describe("cookies", () => {
  test("reads the request's cookies, decoded", async () => {
    const jar = await jarOf(
      sampleStore({ phase: "render", cookieHeader: "session=5; name=a%20b; session=6" }),
    );
    expect(jar.get("session")).toEqual({ name: "session", value: "5" });
    expect(jar.get({ name: "name" })?.value).toBe("a b");
    expect(jar.has("missing")).toBe(false);
    expect(jar.get("missing")).toBeUndefined();
    expect(jar.size).toBe(2);
    expect(jar.getAll().map(({ name }) => name)).toEqual(["session", "name"]);
    expect(jar.getAll("name")).toEqual([{ name: "name", value: "a b" }]);
    expect([...jar]).toContainEqual(["session", { name: "session", value: "5" }]);
    expect(String(jar)).toBe("session=5; name=a%20b");
  });

  test("is one object per request", async () => {
    const store = sampleStore();
    expect(await jarOf(store)).toBe(await jarOf(store));
    expect(await jarOf(sampleStore())).not.toBe(await jarOf(store));
  });

  test("takes names of Object.prototype for what they are: not there", async () => {
    const jar = await jarOf(sampleStore({ cookieHeader: "__proto__=x" }));
    expect(jar.get("__proto__")?.value).toBe("x");
    expect(jar.get("constructor")).toBeUndefined();
  });

  test("rejects outside a request", async () => {
    await expect(cookies()).rejects.toThrow(/^cookies\(\).*\(outside-request\)$/s);
    await expect(headers()).rejects.toThrow(/^headers\(\).*\(outside-request\)$/s);
  });
});

describe("writing a cookie", () => {
  test("shows in what is read next, in the order of writing", async () => {
    const store = sampleStore({ cookieHeader: "theme=light; old=1" });
    const jar = await jarOf(store);
    jar.set("theme", "dark").set({ name: "lang", value: "é", httpOnly: true }).delete("old");
    expect(jar.getAll()).toEqual([
      { name: "theme", value: "dark" },
      { name: "lang", value: "é" },
    ]);
    expect([...store.pendingCookies.values()].map(({ header }) => header)).toEqual([
      "theme=dark; Path=/",
      "lang=%C3%A9; Path=/; HttpOnly",
      "old=; Max-Age=0; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
    ]);
  });

  test("asks for a fresh page, unless told not to", async () => {
    const store = sampleStore();
    const jar = await jarOf(store);
    jar.set("seen", "1", { revalidate: false }).delete({ name: "x", revalidate: false });
    expect(store.revalidations).toEqual([]);
    jar.set("theme", "dark");
    expect(store.revalidations).toEqual([{ kind: "cookie", target: "theme" }]);
    expect(store.pendingCookies.size).toBe(3);
  });

  test("keeps a later write of the same name only", async () => {
    const store = sampleStore();
    const jar = await jarOf(store);
    jar.set("a", "1").delete("a").set("a", "2");
    expect([...store.pendingCookies.values()]).toEqual([
      { name: "a", header: "a=2; Path=/", value: "2" },
    ]);
  });

  test("deletes with the path and domain it was set with", async () => {
    const store = sampleStore();
    (await jarOf(store)).delete({ name: "a", path: "/admin", domain: "example.com" });
    expect(store.pendingCookies.get("a")?.header).toBe(
      "a=; Max-Age=0; Domain=example.com; Path=/admin; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
    );
  });

  test.each(["render", "after"] as const)(
    "is refused in phase %s, and nothing is written",
    async (phase) => {
      const store = sampleStore({ phase });
      const jar = await jarOf(store);
      expect(() => jar.set("a", "1")).toThrow(
        /Call it in a Server Action, a route handler or proxy\.ts\. \(wrong-phase\)$/,
      );
      expect(() => jar.delete("a")).toThrow("(wrong-phase)");
      expect(store.pendingCookies.size).toBe(0);
      expect(store.revalidations).toEqual([]);
    },
  );

  test.each<Phase>(["proxy", "handler", "action"])("is allowed in phase %s", async (phase) => {
    const store = sampleStore({ phase });
    (await jarOf(store)).set("a", "1");
    expect(store.pendingCookies.has("a")).toBe(true);
  });

  test("is refused by a jar that outlives the action", async () => {
    const store = sampleStore();
    const jar = await jarOf(store);
    store.phase = "render";
    expect(() => jar.set("a", "1")).toThrow("(wrong-phase)");
  });

  test("leaves nothing behind when the cookie is refused", async () => {
    const store = sampleStore();
    const jar = await jarOf(store);
    expect(() => jar.set("a", "1\r\nset-cookie: b=2")).toThrow("(invalid-cookie)");
    expect(store.pendingCookies.size).toBe(0);
    expect(store.revalidations).toEqual([]);
  });
});

test("headers() gives the request's headers", async () => {
  const store = sampleStore({
    phase: "render",
    headers: () => new Headers({ "accept-language": "en" }),
  });
  const read = await runWithStore(store, headers);
  expect(read.get("accept-language")).toBe("en");
});
