import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, type ViteDevServer } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nextNamesPlugin } from "./next-names-plugin.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "edict-next-names-")));
let vite: ViteDevServer;

beforeAll(async () => {
  const own = join(root, "node_modules/edict/next");
  mkdirSync(own, { recursive: true });
  for (const name of ["og.js", "link.js"]) writeFileSync(join(own, name), "");
  vite = await createServer({
    root,
    configFile: false,
    logLevel: "silent",
    server: { middlewareMode: true, ws: false },
    plugins: [nextNamesPlugin()],
  });
});

afterAll(async () => {
  await vite.close();
  rmSync(root, { recursive: true });
});

const find = async (id: string): Promise<string | undefined> =>
  (await vite.environments.ssr.pluginContainer.resolveId(id, join(root, "page.tsx")))?.id;

test("a name of Next is the module of this package, with or without .js", async () => {
  expect(await find("next/link")).toBe(join(root, "node_modules/edict/next/link.js"));
  expect(await find("next/link.js")).toBe(join(root, "node_modules/edict/next/link.js"));
});

test("what is not there says so, and what would do the work of a module", async () => {
  await expect(find("next/amp")).rejects.toThrow('imports "next/amp", which Edict does not have');
  await expect(find("next/og")).rejects.toThrow("npm install @vercel/og");
  const drawing = join(root, "node_modules/@vercel/og");
  mkdirSync(drawing, { recursive: true });
  await expect(find("next/og")).rejects.toThrow("npm install @vercel/og");
  writeFileSync(join(drawing, "package.json"), "{}");
  expect(await find("next/og")).toBe(join(root, "node_modules/edict/next/og.js"));
  const { pluginContainer } = vite.environments.ssr;
  // Not from a module: from the app.
  expect((await pluginContainer.resolveId("next/og"))?.id).toContain("edict/next/og.js");
});
