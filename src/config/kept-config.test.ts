import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { keepConfig } from "./kept-config.ts";
import { loadConfig } from "./load-config.ts";

const config =
  'import { retain } from "./settings.ts";\nexport default (): { retain: number } => ({ retain });';
const settings = "export const retain: number = 5;";

async function buildWith(files: Record<string, string>, file = "edict.config.ts"): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "edict-config-"));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(join(root, ".edict/build"), { recursive: true });
  await change(root, files);
  await keepConfig(root, file);
  return root;
}

async function change(root: string, files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
}

const retainOf = async (root: string, command: "start" | "dev" = "start"): Promise<number> => {
  const loaded = await loadConfig(root, { command, mode: "production", env: {} });
  expect(loaded.problems).toEqual([]);
  return loaded.config.retain;
};

const kept = (root: string): Promise<string[]> => readdir(join(root, ".edict/build"));

/** What is kept, but for a number: so one sees where it was read. */
const marked = { ".edict/build/config.js": "export default { retain: 9 };" };

test("a server reads what the build made of a configuration in TypeScript, a development server the file", async () => {
  const root = await buildWith({ "edict.config.ts": config, "settings.ts": settings });
  await change(root, marked);
  expect(await retainOf(root)).toBe(9);
  expect(await retainOf(root, "dev")).toBe(5);
});

test("what the build made of it says the same", async () => {
  const root = await buildWith({ "edict.config.ts": config, "settings.ts": settings });
  expect(await kept(root)).toEqual(["config.js", "config.json"]);
  expect(await retainOf(root)).toBe(5);
});

test.each([
  ["the configuration was changed", { "edict.config.ts": `${config}\n// later` }],
  ["what it imports was changed", { "settings.ts": `${settings}\n// later` }],
  ["what the build made is damaged", { ".edict/build/config.json": "{" }],
  ["what the build made is something else", { ".edict/build/config.json": "[]" }],
])("the file is read where %s", async (_name, later) => {
  const root = await buildWith({ "edict.config.ts": config, "settings.ts": settings });
  await change(root, { ...marked, ...later });
  expect(await retainOf(root)).toBe(5);
});

test.each([
  ["in TypeScript that asks where it lies", "edict.config.ts", "void import.meta.url;"],
  ["in JavaScript", "edict.config.mjs", ""],
])("a configuration %s is left alone", async (_name, file, line) => {
  const root = await buildWith({ [file]: `${line}\nexport default { retain: 5 };` }, file);
  expect(await kept(root)).toEqual([]);
  expect(await retainOf(root)).toBe(5);
});
