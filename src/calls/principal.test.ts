import { expect, test } from "vitest";
import { anonymous, chooseCookies, cookiesAfter, principalOf } from "./principal.ts";

const all = chooseCookies(undefined);
const of = (cookies?: string, authorization?: string): string =>
  principalOf({ cookies, authorization }, all);

test("who sends nothing that counts is anonymous", () => {
  for (const cookies of [undefined, "", "  ", "_ga=1; _ga_ABC=2", "AWSALB=x; __cf_bm=y"])
    expect(of(cookies)).toBe(anonymous);
});

test("nothing of a credential is left in what stands for it", () => {
  expect(of("session=topsecret", "Bearer topsecret")).toMatch(/^[\w-]{43}$/);
});

test.each([
  ["the order of cookies", "a=1; b=2", "b=2;a=1"],
  ["spaces", "a=1; b=2", " a = 1 ;b=2"],
  ["a second cookie of one name, which nobody reads", "a=1; b=2", "a=1; b=2; a=3"],
  ["cookies of measurement", "a=1", "_gid=4; a=1; _fbp=5"],
])("%s make no difference", (_, one, other) => {
  expect(of(one)).toBe(of(other));
});

test.each([
  ["another value", "a=1", "a=2"],
  ["another name", "a=1", "b=1"],
  ["one more cookie", "a=1", "a=1; b=2"],
  ["a cookie without a name", "a=1", "a=1; loose"],
  ["values that only look alike when joined", "a=1; b=2", "a=1,b=2"],
  ["a name in capitals", "a=1", "A=1"],
  ["names that begin like others of measurement", "a=1", "a=1; _gidx=2"],
])("%s makes another principal", (_, one, other) => {
  expect(of(one)).not.toBe(of(other));
});

test("an Authorization header is a principal of its own, and no cookie", () => {
  const basic = of(undefined, "Basic x");
  expect(new Set([basic, of("a=1", "Basic x"), of("a=1"), of("Basic x"), anonymous]).size).toBe(5);
});

test("where cookies are named, only those count", () => {
  const named = chooseCookies(["sid", "auth.*"]);
  expect(["sid", "auth.", "auth.0", "sid2", "auth", "_ga"].map(named)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(principalOf({ cookies: "theme=dark", authorization: undefined }, named)).toBe(anonymous);
});

test("the cookies after an answer are those before with what it wrote", () => {
  const written = [
    { header: "session=a%20b; Path=/; HttpOnly", isDeleted: false },
    { header: "old=; Path=/; Max-Age=0", isDeleted: true },
  ];
  expect(cookiesAfter("old=1; theme=dark", written)).toBe("theme=dark; session=a%20b");
  expect(cookiesAfter(undefined, written)).toBe("session=a%20b");
});
