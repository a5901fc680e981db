import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { readUserPlugins } from "./user-plugins.ts";

const made: string[] = [];
afterEach(() => Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true }))));

async function withPlugins(plugins?: string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "edict-plugins-"));
  made.push(root);
  await mkdir(join(root, "node_modules"));
  if (plugins === undefined) return root;
  await writeFile(
    join(root, "vite.config.mjs"),
    `export default ({ command }) => ({ plugins: ${plugins} });`,
  );
  return root;
}

test.each([
  ["nested", '[[{ name: "mine" }, [{ name: "vite:react-refresh" }]]]'],
  ["promised", 'Promise.resolve([{ name: "vite:react-swc" }])'],
  ["conditional", 'command === "serve" && { name: "vite:react-babel" }'],
])("finds a plugin for React: %s", async (_how, plugins) => {
  expect(await readUserPlugins(await withPlugins(`[${plugins}]`), "serve")).toEqual({
    hasReact: true,
  });
});

test("finds none where there is none, nor a configuration", async () => {
  expect(await readUserPlugins(await withPlugins(), "build")).toEqual({ hasReact: false });
  const others = '[{ name: "mine" }, false, null, undefined]';
  expect(await readUserPlugins(await withPlugins(others), "build")).toEqual({ hasReact: false });
});

test.each(["rsc", "rsc:use-client"])("refuses the plugin %s in one sentence", async (name) => {
  const root = await withPlugins(`[[{ name: ${JSON.stringify(name)} }]]`);
  const error: unknown = await readUserPlugins(root, "build").catch((reason: unknown) => reason);
  expect(error).not.toHaveProperty("stack");
  expect(error).toHaveProperty(
    "message",
    `${join(root, "vite.config.mjs")} uses @vitejs/plugin-rsc, which Edict brings and sets up itself: remove rsc() from its plugins.`,
  );
});

test("refuses edict() by the name of what to run in its place", async () => {
  const root = await withPlugins('[[{ name: "edict:app" }, { name: "rsc" }]]');
  await expect(readUserPlugins(root, "build")).rejects.toThrow(/uses edict\(\).*`vite build`/);
});
