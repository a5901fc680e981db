import { assert, constantFrom, property, string, tuple } from "fast-check";
import { expect, test } from "vitest";
import { mayHoldDirective } from "./may-hold-directive.ts";
import { readDirectiveText } from "./read-directive-text.ts";

test.each([
  ["use server", "use server"],
  ["use client", "use client"],
  ["use cache", "use cache"],
  ["use cache: remote", "use cache"],
  ["use cache: private", "use cache"],
  ["use cache: our-handler", "use cache"],
])("%s is a directive", (text, directive) => {
  expect(readDirectiveText(text)).toEqual({ kind: "exact", directive });
});

test.each([
  ["use sever", "use server"],
  ["use servr", "use server"],
  ["use serve", "use server"],
  ["use servers", "use server"],
  ["use sevrer", "use server"],
  ["use sarver", "use server"],
  ["user server", "use server"],
  ["us server", "use server"],
  ["use-server", "use server"],
  ["use_server", "use server"],
  ["useserver", "use server"],
  ["useServer", "use server"],
  ["use Server", "use server"],
  ["Use Server", "use server"],
  ["USE SERVER", "use server"],
  ["use  server", "use server"],
  ["use\tserver", "use server"],
  ["use\u00A0server", "use server"],
  [" use server", "use server"],
  ["use server ", "use server"],
  ["use server;", "use server"],
  ["use: server", "use server"],
  ["use sever;", "use server"],
  ["use action", "use server"],
  ["use actions", "use server"],
  ["use server action", "use server"],
  ["use clinet", "use client"],
  ["use-client", "use client"],
  ["use cliente", "use client"],
  ["use clients", "use client"],
  ["use Client", "use client"],
  ["use cache private", "use cache: private"],
  ["use cache remote", "use cache: remote"],
  ["use cache:remote", "use cache: remote"],
  ["use cache : remote", "use cache: remote"],
  ["use cahce: remote", "use cache: remote"],
  ["use cache:ours", "use cache: ours"],
  ["use cache: privat", "use cache: private"],
  ["use cache: pirvate", "use cache: private"],
  ["use cache: Private", "use cache: private"],
  ["use cache: remot", "use cache: remote"],
  ["use cahce", "use cache"],
  ["use cached", "use cache"],
  ["usecache", "use cache"],
])("%j means %s", (text, meant) => {
  expect(readDirectiveText(text)).toMatchObject({ kind: "near", meant });
});

test.each([
  "use strict",
  "use asm",
  "use memo",
  "use no memo",
  "use forget",
  "use no forget",
  "use workflow",
  "use step",
  "use gpu",
  "use dom",
  "use worker",
  "use no cache",
  "use no server",
  "use case",
  "use cash",
  "use caching",
  "use service",
  "use sender",
  "use servo",
  "use silent",
  "use the server for this",
  "use",
  "",
  "user",
  "users",
  "useState",
  "useEffect",
  "useCallback",
  "server",
  "client",
  "the server is of use",
])("%j is the text of something else", (text) => {
  expect(readDirectiveText(text)).toBeUndefined();
});

const letters = "aceilnrstuv -_".split("");
const slips = tuple(
  constantFrom("use server", "use client", "use cache", "use cache: remote"),
  constantFrom("insert", "delete", "replace"),
  string({ minLength: 1, maxLength: 1, unit: constantFrom(...letters) }),
  string({ minLength: 1, maxLength: 1 }),
).map(([text, slip, letter, seed]) => {
  const at = 2 + ((seed.codePointAt(0) ?? 0) % (text.length - 2));
  const rest = slip === "insert" ? text.slice(at) : text.slice(at + 1);
  return text.slice(0, at) + (slip === "delete" ? "" : letter) + rest;
});

test("one letter wrong, missing or too many is a directive or means one", () => {
  assert(property(slips, (text) => readDirectiveText(text) !== undefined));
});

test("a module with any text that is read is not passed over, whatever stands before it", () => {
  assert(
    property(slips, constantFrom('"', "'", "`"), string(), (text, quote, before) => {
      const line = before.replaceAll(/["'`]/g, "");
      return mayHoldDirective(`const uses = ['it'];// ${line}\n${quote}${text}${quote};`);
    }),
  );
});

test.each([
  'const a = "use" + "server";',
  '"use strict";\nconst user = "user";',
  'import { useState } from "react";\nconst used = ["uses", "use case"];',
  "const text = `use ${name} server`;",
])("%s is passed over without parsing", (code) => {
  expect(mayHoldDirective(code)).toBe(false);
});

test.each([
  `log('it', user, 'use server')`,
  `const a = {b:'c',user:'use server'}`,
  `"use\\u0020server"`,
  "`use server\n`",
])("%s is worth parsing", (code) => {
  expect(mayHoldDirective(code)).toBe(true);
});

test("a long text without directives costs one pass", () => {
  const shortest = (times: number): number => {
    const code = `"user ${"u".repeat(30)}" + 'us' + `.repeat(times);
    const measured = Array.from({ length: 5 }, () => {
      const start = performance.now();
      expect(mayHoldDirective(code)).toBe(false);
      return performance.now() - start;
    });
    return Math.min(...measured);
  };
  expect(shortest(20_000) / shortest(2_000)).toBeLessThan(40);
});
