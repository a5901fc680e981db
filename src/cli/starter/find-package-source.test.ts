import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findPackageSource } from "./find-package-source.ts";

async function folderWith(files: Record<string, unknown>): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "edict-source-")));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [name, value] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), typeof value === "string" ? value : JSON.stringify(value));
  }
  return root;
}

function lockOf(resolved: string): unknown {
  return { packages: { "node_modules/edict": { version: "0.1.0", resolved } } };
}

const lock = "app/node_modules/.package-lock.json";
const installed = "app/node_modules/edict";

test("a tarball that npm installed is found from the project that it was installed in", async () => {
  const root = await folderWith({ "edict.tgz": "", [lock]: lockOf("file:../edict.tgz") });
  expect(await findPackageSource(join(root, installed, "/"))).toEqual({
    kind: "tarball",
    file: join(root, "edict.tgz"),
  });
});

test.each([
  "https://registry.example.com/edict/-/edict-0.1.0.tgz",
  "git+ssh://example.com/edict.git#0123456",
])("what came from %s is the address, never a bare version", async (address) => {
  const root = await folderWith({ [lock]: lockOf(address) });
  expect(await findPackageSource(join(root, installed))).toEqual({ kind: "address", address });
});

test("other package managers say it in package.json, also where they link from elsewhere", async () => {
  const root = await folderWith({
    "edict.tgz": "",
    "app/package.json": { devDependencies: { edict: "file:../edict.tgz" } },
  });
  const place = "app/node_modules/.pnpm/edict@file+edict.tgz/node_modules/edict";
  expect(await findPackageSource(join(root, place))).toEqual({
    kind: "tarball",
    file: join(root, "edict.tgz"),
  });
});

test.each<[string, Record<string, unknown>]>([
  ["a tarball that is gone", { [lock]: lockOf("file:../edict.tgz") }],
  ["a folder, of which npm would make a link", { [lock]: lockOf("file:.") }],
  ["an address with a password", { [lock]: lockOf("git+https://me:secret@example.com/edict") }],
  ["a version alone", { "app/package.json": { dependencies: { edict: "0.1.0" } } }],
  ["notes that cannot be read", { [lock]: "{", "app/package.json": "[]" }],
  ["a note about another copy", { [lock]: { packages: { "node_modules/x": {} } } }],
])("%s is unknown", async (_, files) => {
  const root = await folderWith(files);
  expect(await findPackageSource(join(root, installed))).toEqual({ kind: "unknown" });
});

test("a clone is unknown, whatever is installed around it", async () => {
  const root = await folderWith({ "edict.tgz": "", [lock]: lockOf("file:../edict.tgz") });
  expect(await findPackageSource(join(root, "app/edict"))).toEqual({ kind: "unknown" });
});
