import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished, test, expect } from "vitest";
import { writeBuildManifest } from "./build-manifest.ts";
import { setBuildAside } from "./retain-assets.ts";
import { buildFolders } from "./vite-paths.ts";

const inspection = { actions: [], routes: [] };

async function newApp(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "edict-retain-"));
  onTestFinished(() => rm(root, { recursive: true }));
  return root;
}

async function write(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
}

/** Builds as the bundler would: one script named by its content, one file of `public/`. */
async function build(root: string, name: string, retain = 3) {
  await setBuildAside(root);
  await write(root, {
    [`${buildFolders.client}/_edict/${name}.js`]: `// ${name}`,
    [`${buildFolders.client}/_edict/shared.js`]: "// the same in all",
    [`${buildFolders.client}/robots.txt`]: name,
    [`${buildFolders.rsc}/index.js`]: `// server of ${name}`,
    [`${buildFolders.ssr}/index.js`]: "",
  });
  return writeBuildManifest(root, { buildId: name, retain, inspection });
}

async function scripts(root: string): Promise<string[]> {
  return (await readdir(join(root, buildFolders.client, "_edict"))).toSorted();
}

test("the scripts of as many earlier builds as the configuration says stay, under their own URLs", async () => {
  const root = await newApp();
  for (const name of ["a", "b", "c", "d"]) await build(root, name, 2);
  const manifest = await build(root, "e", 2);
  expect(manifest.retained).toEqual(["d", "c"]);
  expect(await scripts(root)).toEqual(["c.js", "d.js", "e.js", "shared.js"]);
  expect(manifest.static.map(({ path, build: from }) => [path, from])).toEqual([
    ["/_edict/e.js", undefined],
    ["/_edict/shared.js", undefined],
    ["/robots.txt", undefined],
    ["/_edict/d.js", "d"],
    ["/_edict/c.js", "c"],
  ]);
  expect(await readFile(join(root, buildFolders.client, "robots.txt"), "utf8")).toBe("e");
});

test("nothing of an earlier server stays, and nothing at all when nothing is to be retained", async () => {
  const root = await newApp();
  await build(root, "a");
  const manifest = await build(root, "b", 0);
  expect(manifest.retained).toEqual([]);
  expect(await scripts(root)).toEqual(["b.js", "shared.js"]);
  expect(await readdir(join(root, ".edict"))).toEqual(["build"]);
});

test("going back to an earlier build keeps what came after it", async () => {
  const root = await newApp();
  for (const name of ["a", "b"]) await build(root, name);
  const manifest = await build(root, "a");
  expect(manifest.retained).toEqual(["b"]);
  expect(await scripts(root)).toEqual(["a.js", "b.js", "shared.js"]);
});

test("a build that failed in between costs nobody the assets of the build before it", async () => {
  const root = await newApp();
  await build(root, "a");
  await setBuildAside(root);
  await write(root, { [`${buildFolders.client}/_edict/half.js`]: "" });
  const manifest = await build(root, "b");
  expect(manifest.retained).toEqual(["a"]);
  expect(await scripts(root)).toEqual(["a.js", "b.js", "shared.js"]);
});

test("a manifest that names files elsewhere is not followed", async () => {
  const root = await newApp();
  await build(root, "a");
  const entry = {
    path: "/_edict/x.js",
    file: ".edict/build/client/../../secrets/keys",
    immutable: true,
  };
  const manifest = JSON.stringify({ buildId: "a", static: [entry] });
  await write(root, { ".edict/secrets/keys": "k1:…", ".edict/build/manifest.json": manifest });
  expect((await build(root, "b")).retained).toEqual([]);
});
