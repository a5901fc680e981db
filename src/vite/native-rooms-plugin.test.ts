import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createServer, isRunnableDevEnvironment, type ViteDevServer } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nativeRoomsPlugin } from "./native-rooms-plugin.ts";

/** A package of two rooms, and an app beside it that has a folder of the same name. */
const files = {
  "package/base/counter.js": "export const seen = []; export class Counter {}",
  "package/render/entry.js":
    'export { Counter, seen } from "../base/counter.js"; export { own } from "./own.js";',
  "package/render/own.js":
    "export const own = { from: import.meta.env === undefined ? 'node' : 'vite' };",
  "app/base/counter.js": "export const seen = ['of the app'];",
  "app/page.js": 'export { seen } from "./base/counter.js";',
};

let root: string;
let server: ViteDevServer;

beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "edict-rooms-")));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(root, name, ".."), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  server = await createServer({
    root,
    configFile: false,
    logLevel: "silent",
    server: { middlewareMode: true, ws: false, watch: null },
    plugins: [nativeRoomsPlugin(join(root, "package/"))],
  });
});

afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

async function load(name: string): Promise<Record<string, unknown>> {
  const { ssr } = server.environments;
  if (ssr === undefined || !isRunnableDevEnvironment(ssr))
    throw new Error("Vite runs nothing here");
  return ssr.runner.import<Record<string, unknown>>(join(root, name));
}

test("a room that needs no bundler is what Node has loaded: one instance, all of its exports", async () => {
  const file = pathToFileURL(join(root, "package/base/counter.js")).href;
  const native = new Map(Object.entries<unknown>(await import(file)));
  const { Counter, seen } = await load("package/render/entry.js");
  expect([...native.keys()].toSorted()).toEqual(["Counter", "seen"]);
  expect(Counter).toBe(native.get("Counter"));
  expect(seen).toBe(native.get("seen"));
});

test("other rooms, and folders of the app with the same name, go through Vite", async () => {
  const { own } = await load("package/render/entry.js");
  expect(own).toEqual({ from: "vite" });
  const { seen } = await load("app/page.js");
  expect(seen).toEqual(["of the app"]);
});
