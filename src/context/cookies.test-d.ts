import { expectTypeOf, test } from "vitest";
import type { CookieJar } from "./cookie-jar.ts";
import { cookies } from "./cookies.ts";
import { headers } from "./headers.ts";

test("cookies and headers are awaited", () => {
  expectTypeOf(cookies).returns.toEqualTypeOf<Promise<CookieJar>>();
  expectTypeOf(headers).returns.toEqualTypeOf<Promise<Headers>>();
});

test("a cookie is set in both spellings, with attributes", () => {
  const use = (jar: CookieJar): void => {
    expectTypeOf(jar.get("a")?.value).toEqualTypeOf<string | undefined>();
    jar.set("a", "1", { maxAge: 60, sameSite: "lax", expires: new Date(), revalidate: false });
    jar
      .set({ name: "a", value: "1", httpOnly: true })
      .delete("a")
      .delete({ name: "a", path: "/x" });
    // @ts-expect-error: a cookie's value is a string
    jar.set("a", 1);
    // @ts-expect-error: there is no such attribute
    jar.set("a", "1", { samesite: "lax" });
    for (const [name, cookie] of jar) expectTypeOf([name, cookie.value]).toEqualTypeOf<string[]>();
  };
  expectTypeOf(use).toBeFunction();
});
