import { mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { findIdSecret } from "./id-secret.ts";

const made: string[] = [];
afterEach(() => Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true }))));

async function folder(secret?: string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "edict-secret-"));
  made.push(root);
  if (secret === undefined) return root;
  await mkdir(join(root, ".edict/secrets"), { recursive: true });
  await writeFile(join(root, ".edict/secrets/id-secret"), secret);
  return root;
}

test("a secret is made once, readable by its owner only", async () => {
  const root = await folder();
  const first = await findIdSecret(root, {});
  expect(first.from).toBe("made");
  expect(await findIdSecret(root, {})).toEqual({ value: first.value, from: "file" });
  expect((await stat(join(root, ".edict/secrets/id-secret"))).mode & 0o777).toBe(0o600);
});

test("the environment's secret goes first, an empty one is none", async () => {
  const root = await folder("in the file\n");
  const env = { EDICT_ID_SECRET: "given" };
  expect(await findIdSecret(root, env)).toEqual({ value: "given", from: "environment" });
  expect(await findIdSecret(root, { EDICT_ID_SECRET: "" })).toEqual({
    value: "in the file",
    from: "file",
  });
});

test("an empty file is no secret", async () => {
  const root = await folder(" \n");
  const { value, from } = await findIdSecret(root, {});
  expect([value.length, from]).toEqual([43, "made"]);
  expect(await findIdSecret(root, {})).toEqual({ value, from: "file" });
});

test("commands that start at once agree on one secret", async () => {
  const root = await folder();
  const found = await Promise.all(Array.from({ length: 8 }, () => findIdSecret(root, {})));
  expect(new Set(found.map(({ value }) => value)).size).toBe(1);
});
