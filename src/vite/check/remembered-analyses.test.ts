import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { checkFiles, type FileFinding } from "./check-files.ts";

// An app of enough files, of which one has a mistake.
const wrong = '"use server";\nexport const limit = 1;\n';
const sources = [
  "actions.ts",
  "proxy.ts",
  ...Array.from({ length: 100 }, (_, index) => `part-${index}.ts`),
];
let root: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "edict-remembered-")));
  onTestFinished(() => rm(root, { recursive: true }));
  const textOf = (path: string): string => {
    if (path === "actions.ts") return wrong;
    return path === "proxy.ts" ? "export function proxy() {}\n" : `export const at = "${path}";\n`;
  };
  await Promise.all(sources.map((path) => writeFile(join(root, path), textOf(path))));
});

function find(of: readonly string[] = sources, docsUrl?: string): Promise<FileFinding[]> {
  const settings = { table: undefined, docsUrl, rules: {}, isPiece: true, remembers: true };
  return checkFiles({ root, sources: of, ...settings });
}

async function check(...input: Parameters<typeof find>): Promise<string[]> {
  const found = await find(...input);
  return found.map(({ diagnostic }) => `${diagnostic.code} ${diagnostic.file}`);
}

const memory = (): string => join(root, ".edict/cache/check");
const named = ["invalid-use-server-value actions.ts"];

interface Memory {
  readonly files: Map<string, { readonly analysis: { findings: unknown[] } }>;
}

/** What the check before has written. */
async function readMemory(): Promise<Memory> {
  return deserialize(await readFile(memory())) as Memory; // of this shape, or a test fails
}

const countRemembered = async (): Promise<number> => (await readMemory()).files.size;

/** Makes the memory tell of no mistakes: whoever finds none has read it there. */
async function falsify(): Promise<void> {
  const written = await readMemory();
  for (const { analysis } of written.files.values()) analysis.findings = [];
  await writeFile(memory(), serialize(written));
}

test("a file whose text is the same is not read again, one that was edited is", async () => {
  expect(await check()).toEqual(named);
  await falsify();
  expect(await check()).toEqual([]);
  await writeFile(join(root, "actions.ts"), `// edited\n${wrong}`);
  expect(await check()).toEqual(named);
});

test("what was found is found again, with its place and text", async () => {
  const before = await find();
  const again = await find();
  expect(again).toEqual(before);
  expect(again[0]?.source).toBe(wrong);
});

test("what findings also depend on counts as well", async () => {
  await check();
  await falsify();
  expect(await check(sources, "https://docs.example.com")).toEqual(named);
});

test("a memory that is damaged, of another version or of something else is none", async () => {
  await check();
  const whole = await readFile(memory());
  const written = await readMemory();
  for (const bytes of [
    whole.subarray(0, 1_000),
    Buffer.from("nonsense"),
    serialize(["stamp", "files"]),
    serialize({ ...written, stamp: "of another version" }),
    serialize({ ...written, files: {} }),
  ]) {
    await writeFile(memory(), bytes);
    expect(await check()).toEqual(named);
    // Written anew, and used.
    await falsify();
    expect(await check()).toEqual([]);
  }
});

test("nothing is left beside it, and what is gone is forgotten", async () => {
  await check();
  const before = await countRemembered();
  await check(sources.slice(0, -1));
  const after = await countRemembered();
  expect([before, after]).toEqual([101, 100]); // the facts of a proxy hold functions
  expect(await readdir(join(root, ".edict/cache"))).toEqual(["check"]);
});

test("an app where nothing can be written is checked all the same", async () => {
  await writeFile(join(root, ".edict"), "a file in the place of the folder");
  expect(await check()).toEqual(named);
  expect(await readFile(join(root, ".edict"), "utf8")).toContain("a file");
});

test("a small app leaves no file behind", async () => {
  expect(await check(sources.slice(0, 50))).toEqual(named);
  await expect(mkdir(join(root, ".edict"))).resolves.toBeUndefined();
});
