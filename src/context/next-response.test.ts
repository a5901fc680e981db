import { describe, expect, test } from "vitest";
import { NextRequest } from "./next-request.ts";
import { NextResponse } from "./next-response.ts";
import { readProxyAnswer } from "./proxy-answer.ts";

describe("NextResponse", () => {
  test("answers with JSON", async () => {
    const response = NextResponse.json({ ok: true }, { status: 201, headers: { "x-a": "1" } });
    expect(response).toBeInstanceOf(NextResponse);
    expect(response.status).toBe(201);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(response.headers.get("x-a")).toBe("1");
    expect(await response.json()).toEqual({ ok: true });
  });

  test("redirects with 307, or as told", () => {
    const response = NextResponse.redirect(new URL("/login", "http://localhost:3000/"));
    expect([response.status, response.headers.get("location")]).toEqual([
      307,
      "http://localhost:3000/login",
    ]);
    expect(NextResponse.redirect("http://localhost:3000/", 303).status).toBe(303);
    expect(
      NextResponse.redirect("http://localhost:3000/", {
        status: 308,
        headers: { "x-a": "1" },
      }).headers.get("x-a"),
    ).toBe("1");
    expect(NextResponse.redirect("http://localhost:3000/", { headers: {} }).status).toBe(307);
  });

  test("refuses a path where a URL is wanted, and a status that is no redirect", () => {
    expect(() => NextResponse.redirect("/login")).toThrow("(invalid-response-url)");
    expect(() => NextResponse.rewrite("/login")).toThrow("(invalid-response-url)");
    expect(() => NextResponse.redirect("http://localhost:3000/", 200)).toThrow(RangeError);
  });

  test("sets several cookies, the last of a name", () => {
    const response = new NextResponse("text");
    response.cookies
      .set("a", "1")
      .set("b", "2", { httpOnly: true })
      .set({ name: "a", value: "3", path: "/x" });
    expect(response.headers.getSetCookie()).toEqual(["b=2; Path=/; HttpOnly", "a=3; Path=/x"]);
    expect(response.cookies.get("a")).toEqual({ name: "a", value: "3", path: "/x" });
    expect(response.cookies.getAll("b")).toEqual([
      { name: "b", value: "2", path: "/", httpOnly: true },
    ]);
    response.cookies.delete("a").delete({ name: "b", path: "/y" });
    expect(response.cookies.getAll().map(({ value, maxAge }) => [value, maxAge])).toEqual([
      ["", 0],
      ["", 0],
    ]);
    expect(() => response.cookies.set("a", "1\n")).toThrow("(invalid-cookie)");
    expect(String(response.cookies)).toContain("Path=/y");
    expect(response.cookies.has("a")).toBe(true);
  });
});

describe("what proxy.ts answers", () => {
  test("next() lets the request through with the answer's headers", () => {
    const response = NextResponse.next({ headers: { "x-a": "1" } });
    response.cookies.set("a", "1").set("b", "2");
    const answer = readProxyAnswer(response);
    expect(answer.kind).toBe("next");
    if (answer.kind !== "next") return;
    expect([...answer.headers]).toEqual([
      ["set-cookie", "a=1; Path=/"],
      ["set-cookie", "b=2; Path=/"],
      ["x-a", "1"],
    ]);
    expect(answer.requestHeaders).toBeUndefined();
  });

  test("next() with request headers replaces them all", () => {
    const request = new NextRequest("http://localhost:3000/", {
      headers: { "x-drop": "1", cookie: "a=1; b=2" },
    });
    const headers = new Headers(request.headers);
    headers.delete("x-drop");
    headers.set("x-user", "5");
    const answer = readProxyAnswer(NextResponse.next({ request: { headers } }));
    if (answer.kind !== "next") throw new Error(answer.kind);
    expect([...(answer.requestHeaders ?? [])]).toEqual([
      ["cookie", "a=1; b=2"],
      ["x-user", "5"],
    ]);
    expect([...answer.headers]).toEqual([]);
  });

  test("rewrite() names the other URL", () => {
    const url = new NextRequest("http://localhost:3000/a").nextUrl;
    url.pathname = "/b";
    expect(readProxyAnswer(NextResponse.rewrite(url))).toMatchObject({
      kind: "rewrite",
      url: "http://localhost:3000/b",
    });
  });

  test("nothing at all lets the request through, a plain response ends it", () => {
    expect(readProxyAnswer(undefined)).toMatchObject({ kind: "next" });
    const response = new Response("no", { status: 401 });
    expect(readProxyAnswer(response)).toEqual({ kind: "respond", response });
  });
});
