import { expect, test } from "vitest";
import { checkFilesOf, type Files } from "../../../test/compiler/app-of-files.ts";

const page = "export default () => <p />;\n";

async function messagesOf(files: Files): Promise<string[]> {
  const found = await checkFilesOf(files);
  return found.map(({ code, file, message }) => `${code} ${file}: ${message}`);
}

const passing = "export function proxy() {}\n";

test.each([
  ['"admin"', 'config.matcher "admin" is no pattern: it does not begin with "/".'],
  ['["/a", "/b("]', 'config.matcher[1] "/b(" is no pattern: Unbalanced pattern at 2.'],
  ["[{ source: 5 }]", "config.matcher[0].source is number; a pattern is needed."],
  [
    '{ source: "/a", has: [{ type: "cooky", key: "a" }] }',
    'config.matcher.has[0].type is "cooky"; "header", "cookie", "query" or "host" is needed.',
  ],
  ["/admin/", undefined],
  ["patterns", undefined],
  ['["/a", ...patterns]', undefined],
  ['[{ source: "/a/:path*", missing: [{ type: "header", key: "x" }] }] as const', undefined],
])("a matcher %s is judged where it is written out", async (matcher, problem) => {
  const proxy = `${passing}export const config = { matcher: ${matcher} };\n`;
  const found = await messagesOf({ "app/page.tsx": page, "proxy.ts": proxy });
  expect(found).toEqual(problem === undefined ? [] : [`proxy-invalid proxy.ts: ${problem}`]);
});

test("a proxy that exports no function, and a second one, are errors", async () => {
  expect(await messagesOf({ "app/page.tsx": page, "proxy.ts": "export const x = 1;\n" })).toEqual([
    "proxy-invalid proxy.ts: proxy.ts exports no proxy, so every request would fail.",
  ]);
  const two = { "middleware.ts": passing, "src/proxy.ts": "export default () => {};\n" };
  expect(await messagesOf({ "app/page.tsx": page, ...two })).toEqual([
    "proxy-invalid src/proxy.ts: middleware.ts and src/proxy.ts are both the app's proxy, and only one can be.",
  ]);
});
