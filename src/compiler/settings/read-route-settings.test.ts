import { expect, test } from "vitest";
import { checkFilesOf } from "../../../test/compiler/app-of-files.ts";
import { makesSeveral, readRouteSettings } from "./read-route-settings.ts";

const component = "export default () => <p />;\n";

test.each([
  ['export const dynamic = "error";', { dynamic: "error" }],
  ['export const dynamic = "force-static" as const;', { dynamic: "force-static" }],
  ["export const revalidate = false;", { revalidate: false }],
  ["const revalidate = 60; export { revalidate };", { revalidate: 60 }],
  [
    "export const maxDuration: number = 5, dynamicParams = false;",
    { maxDuration: 5, dynamicParams: false },
  ],
  ["export async function generateStaticParams() { return []; }", { hasStaticParams: true }],
  ['export { generateStaticParams } from "./params";', { hasStaticParams: true }],
  ["export const revalidate = 60 * 10;", {}],
  ['"use client"; export const revalidate = 60;', {}],
  ["const revalidate = 60;", {}],
  ["export const revalidate = ;", {}],
])("%s says %j", (code, settings) => {
  expect(readRouteSettings(`${code}\n${component}`, "/app/page.tsx")).toEqual(settings);
});

test.each([
  ["export const revalidate = 60 * 10;", "route-setting-invalid", "not written out"],
  ["export let revalidate = 60;", "route-setting-invalid", "not written out"],
  ['export { revalidate } from "./settings";', "route-setting-invalid", "not written out"],
  ["export const generateStaticParams = 5;", "route-setting-invalid", "is a number"],
  ['export const runtime = "browser";', "route-setting-invalid", '"nodejs" or "edge"'],
  ['export const runtime = "experimental-edge";', "route-setting-ignored", "one runtime"],
  ['export const fetchCache = "always";', "route-setting-invalid", '"only-cache"'],
])("%s is told of", async (code, expected, part) => {
  const found = await checkFilesOf({ "app/posts/page.tsx": `${code}\n${component}` });
  expect(found.map((each) => each.code)).toEqual([expected]);
  expect(found[0]?.message).toContain(part);
});

test("only the files of a route have settings", async () => {
  const elsewhere = 'export const runtime = "browser";\n';
  expect(await checkFilesOf({ "app/data.ts": elsewhere, "lib/page.tsx": elsewhere })).toEqual([]);
});

test.each([
  ["/app/sitemap.ts", "export function generateSitemaps() {}", true],
  ["/app/sitemap.ts", "export const generateImageMetadata = 1;", false],
  ["/app/icon.tsx", 'export { many as generateImageMetadata } from "./many";', true],
  ["/app/icon.tsx", "// generateImageMetadata", false],
  ["/app/icon.tsx", "export function generateImageMetadata( {", false],
])("whether %s with %s makes several files is %s", (file, code, expected) => {
  expect(makesSeveral(code, file)).toBe(expected);
});
