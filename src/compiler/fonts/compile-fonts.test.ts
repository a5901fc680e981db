import { expect, test } from "vitest";
import { compileFonts } from "./compile-fonts.ts";

function read(code: string): ReturnType<typeof compileFonts> {
  return compileFonts({ code, filename: "/app/page.tsx", root: "/app" });
}

function problemsIn(code: string): string[] {
  const found = read(code);
  return found.ok ? [] : found.error.map(({ message }) => message);
}

const local = (rest: string): string => `import localFont from "next/font/local";\n${rest}`;
const google = (rest: string): string => `import { Inter } from "next/font/google";\n${rest}`;

test.each([
  [
    "inside of a component",
    local('function Page() { const a = localFont({ src: "./a.woff2" }); }'),
  ],
  ["as a variable", local('let a = localFont({ src: "./a.woff2" });')],
  ["as a part of something", local('const a = [localFont({ src: "./a.woff2" })];')],
  ["taken apart", local('const { className } = localFont({ src: "./a.woff2" });')],
  ["as a value", local("const make = localFont;")],
  ["with options that are computed", google("const options = {}; const a = Inter(options);")],
  [
    "with a part that is computed",
    google('const a = Inter({ subsets: [process.env.SET ?? "latin"] });'),
  ],
  ["with a second argument", google("const a = Inter({}, {});")],
  ["without a file", local("const a = localFont({});")],
  ["with a file that is no font", local('const a = localFont({ src: "./a.png" });')],
  ["with an empty list of files", local("const a = localFont({ src: [] });")],
  [
    "with a weight that is a number",
    local('const a = localFont({ src: "./a.woff2", weight: 400 });'),
  ],
  [
    "with what would leave its rule",
    local(
      'const a = localFont({ src: "./a.woff2", declarations: [{ prop: "x", value: "1; } body { color: red" }] });',
    ),
  ],
  ["with a variable that is none", google('const a = Inter({ variable: "font" });')],
  ["with an option that is not there", google('const a = Inter({ subset: ["latin"] });')],
  ["handed on", 'export { Inter } from "next/font/google";'],
  ["handed on whole", 'export * from "next/font/google";'],
  ["by a namespace", 'import * as fonts from "next/font/google"; const a = fonts.Inter();'],
  ["by an import that is a call", 'const fonts = await import("next/font/google");'],
])("refuses a font %s", (_, code) => {
  expect(problemsIn(code)).toHaveLength(1);
  expect(problemsIn(code)[0]).toMatch(/^This font cannot be made\. .+\.$/);
});

test("reads the options, and fills in what they leave out", () => {
  const code = `"use client";
import localFont from "next/font/local";
import { Roboto_Mono as Mono, Inter, type Other } from "next/font/google";
export const a = localFont({ src: [{ path: "fonts/a.woff2", weight: "100 900", style: "italic" }], preload: false } as const);
const b = Mono({ weight: ["400", "700"], subsets: ["latin"], variable: "--b" });
const c = Inter();`;
  const found = read(code);
  if (!found.ok || found.value === undefined) throw new Error("nothing was read");
  const [a, b, c] = found.value.calls;
  expect(a).toMatchObject({
    kind: "local",
    name: "a",
    sources: [{ path: "./fonts/a.woff2", weight: "100 900", style: "italic" }],
    display: "swap",
    preload: false,
    adjustTo: "Arial",
  });
  expect(b).toMatchObject({
    kind: "google",
    family: "Roboto Mono",
    weights: ["400", "700"],
    styles: ["normal"],
    variable: "--b",
  });
  expect(c).toMatchObject({ family: "Inter", weights: [], subsets: [], adjusts: true });
});

test("puts what it gives in its place, keeps a directive first and every line where it was", () => {
  const found = read(google(`"use client";\nexport const inter = Inter();\nexport const two = 2;`));
  if (!found.ok || found.value === undefined) throw new Error("nothing was read");
  const { code } = found.value.write(["{ className: 'i' }"], ['import "i.css";']);
  expect(code.split("\n")).toEqual([
    "",
    '"use client";',
    "export const inter = { className: 'i' };",
    "export const two = 2;",
    'import "i.css";',
    "",
  ]);
});

test("leaves a module without fonts alone", () => {
  expect(read('import type { Inter } from "next/font/google";')).toEqual({
    ok: true,
    value: undefined,
  });
  expect(read("// next/font/local is what we do not use")).toEqual({ ok: true, value: undefined });
});
