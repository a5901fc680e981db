/** Fonts of the app and of packages: what a page says of them, and what is said of those that cannot be made. */
import { copyFileSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { buildSmallApp, startSmallApp, until, writeFiles } from "./small-app.ts";
import { bothModes, useBuiltApp, useServer } from "./suite-app.ts";

const files = {
  // A package of fonts, as there are some for Next.
  "package.json": '{"type": "module", "private": true, "dependencies": {"some-fonts": "1.0.0"}}',
  "node_modules/some-fonts/package.json":
    '{"name": "some-fonts", "type": "module", "main": "./sans.js", "peerDependencies": {"next": ">=13"}}',
  "node_modules/some-fonts/sans.js":
    'import localFont from "next/font/local";\nexport const Sans = localFont({ src: "./sans.woff2", weight: "400" });',
  "app/packed/page.tsx":
    'import { Sans } from "some-fonts";\nexport default function Page() { return <p className={Sans.className}>packed</p>; }',
  "edict.config.ts": 'export default { basePath: "/shop" };',
  "app/layout.tsx":
    'export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html>; }',
  "app/plain/page.tsx": "export default function Page() { return <p>plain</p>; }",
  "app/page.tsx": `
    import { Inter } from "next/font/google";
    import { Note } from "../parts/note";
    const inter = Inter({ subsets: ["latin"], variable: "--inter" });
    export default function Page() { return <main className={inter.variable}><Note /></main>; }`,
  "parts/note.tsx": `"use client";
    import localFont from "next/font/local";
    const note = localFont({ src: "../fonts/note.woff2", weight: "400" });
    export function Note() { return <p className={note.className}>note</p>; }`,
};

const built = useBuiltApp(files, (root) => {
  mkdirSync(join(root, "fonts"));
  for (const to of ["fonts/note.woff2", "node_modules/some-fonts/sans.woff2"])
    copyFileSync(
      resolve("node_modules/@fontsource/abel/files/abel-latin-400-normal.woff2"),
      join(root, to),
    );
});

describe.each(bothModes)("in %s", (mode, start) => {
  const app = useServer(() => start(built.root));

  const get = (path: string, accept: string): Promise<Response> =>
    fetch(new URL(path, app.url), { headers: { accept } });
  const pageAt = async (path: string): Promise<string> => (await get(path, "text/html")).text();
  const hrefs = (html: string, tag: RegExp): string[] =>
    [...html.matchAll(tag)].flatMap(([, href]) => href ?? []);

  test("a page announces the fonts it is set in, where its CSS has them", async () => {
    const html = await pageAt("/shop");
    const announced = hrefs(html, /<link rel="preload" href="([^"]+)" as="font" crossorigin=""/g);
    expect(announced).toHaveLength(2);
    const sheets = hrefs(html, /<link rel="stylesheet"[^>]* href="([^"]+)"/g);
    const css = await Promise.all(sheets.map(async (each) => (await get(each, "text/css")).text()));
    const named = [...css.join("\n").matchAll(/url\("?([^")]+)"?\)/g)].map(([, url]) => url);
    // All subsets of the one, and the file of the other.
    expect(named).toHaveLength(8);
    expect(named).toEqual(expect.arrayContaining(announced));
    const className = /<p class="(note_[0-9a-f]{6})">/.exec(html)?.[1] ?? "none";
    expect(css.join("\n")).toContain(`.${className}`);
    expect(css.join("\n")).toMatch(/--inter: ?"inter_[0-9a-f]{6}"/);
    for (const each of announced) {
      expect(each).toMatch(/^\/shop\//);
      const font = await fetch(new URL(each, app.url));
      expect(font.headers.get("content-type")).toBe("font/woff2");
      if (mode === "production") expect(font.headers.get("cache-control")).toContain("immutable");
    }
  });

  test("a package may have the font", async () => {
    const html = await pageAt("/shop/packed");
    expect(html).toMatch(/<p class="Sans_[0-9a-f]{6}">/);
    const announced = hrefs(html, /<link rel="preload" href="([^"]+)" as="font" crossorigin=""/g);
    expect(announced).toHaveLength(1);
    for (const each of announced) expect((await fetch(new URL(each, app.url))).status).toBe(200);
    const [sheet = ""] = hrefs(html, /<link rel="stylesheet"[^>]* href="([^"]+)"/g);
    expect(await (await get(sheet, "text/css")).text()).toContain(announced[0]);
  });

  test("the command says where the app is mounted", () => {
    expect(app.output()).toMatch(/Ready on http:\/\/\S+:\d+\/shop\n/);
  });

  test("another page has nothing of them", async () => {
    const html = await pageAt("/shop/plain");
    expect(html).toContain("plain");
    expect(html).not.toContain('as="font"');
  });
});

test("in development a font that is not there is named, and another one shows after a save", async () => {
  const app = await startSmallApp(built.root);
  try {
    const asked = async (): Promise<string> =>
      (await fetch(`${app.url}/shop/plain`, { headers: { accept: "text/html" } })).text();
    const page = (call: string): string =>
      `import { Lora, Abel } from "next/font/google";\nconst font = ${call};\nexport default function Page() { return <p className={font.className}>plain</p>; }`;
    await writeFiles(built.root, { "app/plain/page.tsx": page("Lora()") });
    await until(async () => (await asked()).includes("npm install @fontsource-variable/lora"));
    await writeFiles(built.root, { "app/plain/page.tsx": page('Abel({ weight: "400" })') });
    await until(async () => /<p class="font_[0-9a-f]{6}">/.test(await asked()));
  } finally {
    await app.stop();
  }
}, 100_000);

test("a build stops at a font that is not there, and at one that cannot be read", async () => {
  await writeFiles(built.root, {
    "app/plain/page.tsx": `import { Lora, Abel } from "next/font/google";
const lora = Lora();
const heavy = Abel({ weight: "900" });
export default function Page() { return <p className={lora.className + heavy.className}>{Abel({ weight: "400" }).className}</p>; }`,
  });
  const { output, code } = await buildSmallApp(built.root);
  expect(code).toBe(1);
  expect(output).toContain("npm install @fontsource-variable/lora");
  expect(output).toMatch(/app\/plain\/page\.tsx:2:14.*font-not-found/);
  expect(output).toMatch(/app\/plain\/page\.tsx:4:.*font-call-invalid/);
  await writeFiles(built.root, {
    "app/plain/page.tsx": `import { Abel } from "next/font/google";
const heavy = Abel({ weight: "900" });
export default function Page() { return <p className={heavy.className}>plain</p>; }`,
  });
  const weight = await buildSmallApp(built.root);
  expect(weight.code).toBe(1);
  expect(weight.output).toContain("@fontsource/abel has no weight 900 in the style normal");
}, 60_000);
