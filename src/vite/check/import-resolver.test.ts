import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { createImportResolver } from "./import-resolver.ts";

const made: string[] = [];

afterEach(async () => {
  await Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true })));
});

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "edict-resolve-")));
  made.push(root);
  await write(root, files);
  return root;
}

async function write(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

/** Where imports of `app/page.tsx` lead, relative to the root. */
async function led(
  files: Readonly<Record<string, string>>,
  ...specifiers: readonly string[]
): Promise<(string | undefined)[]> {
  const root = await folderWith({ "app/page.tsx": "", ...files });
  const { resolve } = await createImportResolver(root);
  return specifiers.map((specifier) =>
    resolve(specifier, join(root, "app/page.tsx"))?.slice(root.length + 1),
  );
}

test("finds relative files with and without endings, of TypeScript under those of JavaScript, and indexes", async () => {
  expect(
    await led(
      { "app/a.ts": "", "app/b.tsx": "", "lib/index.ts": "", "lib/c.jsx": "" },
      "./a",
      "./a.ts",
      "./a.js",
      "./b.jsx",
      "../lib",
      "../lib/c",
      "./a?raw",
    ),
  ).toEqual([
    "app/a.ts",
    "app/a.ts",
    "app/a.ts",
    "app/b.tsx",
    "lib/index.ts",
    "lib/c.jsx",
    "app/a.ts",
  ]);
});

test("follows the paths of tsconfig.json, also of one that it extends", async () => {
  expect(
    await led(
      {
        "tsconfig.json": '{ "extends": "./base.json" } // comments are welcome',
        "base.json":
          '{ "compilerOptions": { "paths": { "@/*": ["./src/*"], "db": ["./lib/db.ts"] } } }',
        "src/x.ts": "",
        "lib/db.ts": "",
      },
      "@/x",
      "db",
      "@/gone",
    ),
  ).toEqual(["src/x.ts", "lib/db.ts", undefined]);
});

test("follows the paths of jsconfig.json where there is no tsconfig.json", async () => {
  const files = {
    "jsconfig.json": '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }',
    "lib/db.js": "",
  };
  expect(await led(files, "@/lib/db", "@/gone")).toEqual(["lib/db.js", undefined]);
  expect(await led({ ...files, "tsconfig.json": "{}" }, "@/lib/db")).toEqual([undefined]);
  const root = await folderWith(files);
  const { isMissing } = await createImportResolver(root);
  const missing = ["@/lib/db", "@/gone", "gone"].filter((each) =>
    isMissing(each, join(root, "app/page.js")),
  );
  expect(missing).toEqual(["@/gone"]);
});

test("follows the aliases of a Vite configuration, written either way", async () => {
  const files = { "src/x.ts": "", "lib/db.ts": "" };
  expect(
    await led(
      {
        ...files,
        "vite.config.mjs":
          'import { join } from "node:path";\nexport default { resolve: { alias: { "~": join(import.meta.dirname, "src") } } };\n',
      },
      "~/x",
      "~other/x",
    ),
  ).toEqual(["src/x.ts", undefined]);
  expect(
    await led(
      {
        ...files,
        "vite.config.mjs":
          'export default { resolve: { alias: [{ find: /^db$/, replacement: "./lib/db.ts" }] } };\n',
      },
      "db",
    ),
  ).toEqual(["lib/db.ts"]);
});

test("gives nothing for packages, modules of Node and what is not there", async () => {
  expect(
    await led(
      { "node_modules/pkg/package.json": '{ "main": "i.js" }', "node_modules/pkg/i.js": "" },
      "pkg",
      "node:fs",
      "fs",
      "https://example.com/a.js",
      "./gone",
      "./node_modules",
    ),
  ).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
});

test("files that came or went are seen once the resolver forgets", async () => {
  const root = await folderWith({ "app/page.tsx": "", "app/old.ts": "" });
  const resolver = await createImportResolver(root);
  const look = (specifier: string): boolean =>
    resolver.resolve(specifier, join(root, "app/page.tsx")) !== undefined;
  expect([look("./old"), look("./new")]).toEqual([true, false]);
  await rm(join(root, "app/old.ts"));
  await write(root, { "app/new.ts": "" });
  resolver.forget();
  expect([look("./old"), look("./new")]).toEqual([false, true]);
});

test("what is missing is told of paths, of tsconfig's and of aliases, and never of a package", async () => {
  const root = await folderWith({
    "tsconfig.json": `{ "extends": "./base.json", // comments are fine
      "compilerOptions": { "paths": { "@/*": ["./*"], "lib/*": ["./lib/*"], "*": ["./types/*"] } } }`,
    "base.json": "{}",
    "vite.config.js": 'export default { resolve: { alias: { "~": "./app" } } };',
    "app/page.tsx": "",
    "app/styles.css": "",
    "app/data.json": "",
    "app/packed/package.json": '{ "main": "./main.cjs" }',
    "node_modules/lib/package.json": "{}",
  });
  const { isMissing } = await createImportResolver(root);
  const missing = (...specifiers: string[]): string[] =>
    specifiers.filter((each) => isMissing(each, join(root, "app/page.tsx")));
  const gone = ["./gone", "./gone.css", "../lib/x", "@/gone", "~/gone", "./gone?raw"];
  expect(missing(...gone)).toEqual(gone);
  expect(
    missing(
      "./styles.css",
      "./data",
      "./packed",
      "./page?raw",
      "@/app/page",
      "~/page",
      "lib/of-the-package",
      "react",
      "@scope/name",
      "node:fs",
      "virtual:x",
      "/logo.svg",
      "https://example.com/x.js",
    ),
  ).toEqual([]);
});

test("a pattern of a tsconfig that another one refers to counts, and one that cannot be read says nothing", async () => {
  const referring = await folderWith({
    "tsconfig.json": '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
    "tsconfig.app.json": '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }',
    "app/page.tsx": "",
  });
  const first = await createImportResolver(referring);
  expect(first.isMissing("@/gone", join(referring, "app/page.tsx"))).toBe(true);
  const broken = await folderWith({
    "tsconfig.json": '{ "extends": "./none" }',
    "app/page.tsx": "",
  });
  const second = await createImportResolver(broken);
  expect(second.isMissing("@/gone", join(broken, "app/page.tsx"))).toBe(false);
});
