import { expect, test, vi } from "vitest";
import { sampleStore } from "../../test/context/sample-store.ts";

test("makes headers and signal when they are first read, and once", () => {
  const headers = vi.fn(() => new Headers({ "accept-language": "en" }));
  const signal = vi.fn(() => AbortSignal.abort());
  const store = sampleStore({ headers, signal });
  expect(headers).not.toHaveBeenCalled();
  expect(signal).not.toHaveBeenCalled();
  expect(store.headers).toBe(store.headers);
  expect(store.signal).toBe(store.signal);
  expect(store.headers.get("accept-language")).toBe("en");
  expect(headers).toHaveBeenCalledTimes(1);
  expect(signal).toHaveBeenCalledTimes(1);
});

test("gives one URL and one list of cookies per request", () => {
  const store = sampleStore({ url: "http://localhost:3000/posts?tab=all" });
  expect(store.url).toBe(store.url);
  expect(store.url.search).toBe("?tab=all");
  expect(store.pendingCookies).toBe(store.pendingCookies);
  expect(store.pendingCookies).not.toBe(sampleStore().pendingCookies);
});

test.each(["set", "append", "delete"] as const)(
  "headers.%s() is refused, and the request's own headers stay",
  (method) => {
    const own = new Headers({ a: "1" });
    const store = sampleStore({ headers: () => own });
    expect(() => store.headers[method]("a", "2")).toThrow("(read-only-headers)");
    expect(store.headers.get("a")).toBe("1");
    expect(new Headers(store.headers).get("a")).toBe("1");
  },
);
