import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { lintModule } from "../compiler/index.ts";
import type { Finding } from "./format-findings.ts";
import { mendFiles, type Mending } from "./mend-files.ts";

const made: string[] = [];

afterEach(async () => {
  await Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true })));
});

async function folderWith(files: Record<string, string | Buffer>): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "edict-mend-")));
  made.push(root);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
  }
  return root;
}

/** Checks these files as they are on disk. */
function checkOf(root: string, files: readonly string[]): () => Promise<Finding[]> {
  return async () => {
    const found = await Promise.all(
      files.map(async (file) => {
        const source = await readFile(join(root, file), "utf8");
        const diagnostics = lintModule({ code: source, filename: join(root, file), root });
        return diagnostics.map((diagnostic): Finding => ({ diagnostic, source }));
      }),
    );
    return found.flat();
  };
}

async function mend(root: string, ...files: string[]): Promise<Mending> {
  return mendFiles({ root, check: checkOf(root, files) });
}

const codesOf = (mending: Mending): string[] => mending.mended.map(({ code }) => code);
const misspelled = `"use sever";\n\nexport async function save() {}\n`;
const mended = misspelled.replace("sever", "server");

test("what can be mended is written, in every file; a second run finds nothing to do", async () => {
  const root = await folderWith({ "a.ts": misspelled, "deep/b.ts": misspelled, "c.ts": mended });
  const first = await mend(root, "a.ts", "c.ts", "deep/b.ts");
  expect(codesOf(first)).toEqual(["use-server-misspelled", "use-server-misspelled"]);
  expect(first).toMatchObject({ left: [], skipped: [] });
  for (const name of ["a.ts", "deep/b.ts"])
    expect(await readFile(join(root, name), "utf8")).toBe(mended);
  const before = await stat(join(root, "a.ts"));
  expect(await mend(root, "a.ts", "c.ts", "deep/b.ts")).toEqual({
    mended: [],
    left: [],
    skipped: [],
  });
  expect((await stat(join(root, "a.ts"))).ino).toBe(before.ino);
});

test("a mend that uncovers the next mistake is followed by its mend, and what has none is left", async () => {
  const code = `import "./side.ts";\n"use sever";\nexport function save() {}\nexport const limit = 5;\n`;
  const root = await folderWith({ "a.ts": code });
  const { mended: done, left } = await mend(root, "a.ts");
  expect(done.map((each) => each.code)).toContain("invalid-use-server-value");
  expect(new Set(done.map((each) => each.code)).size).toBeGreaterThan(1);
  expect(left.map(({ diagnostic }) => diagnostic.message)).toEqual([
    expect.stringContaining("`limit` is a number"),
  ]);
  expect(await readFile(join(root, "a.ts"), "utf8")).toBe(
    `"use server";\n\nimport "./side.ts";\nexport async function save() {}\nexport const limit = 5;\n`,
  );
});

test("permissions, byte order mark and line ends stay, and nothing else lies in the folder", async () => {
  const code = `\uFEFF${misspelled.replaceAll("\n", "\r\n")}`;
  const root = await folderWith({ "a.ts": code });
  await chmod(join(root, "a.ts"), 0o754);
  await mend(root, "a.ts");
  expect(await readFile(join(root, "a.ts"), "utf8")).toBe(code.replace("sever", "server"));
  expect((await stat(join(root, "a.ts"))).mode & 0o7777).toBe(0o754);
  expect(await readdir(root)).toEqual(["a.ts"]);
});

test("a file that changed since it was checked is left alone, and said", async () => {
  const root = await folderWith({ "a.ts": misspelled, "b.ts": misspelled });
  const check = checkOf(root, ["a.ts", "b.ts"]);
  const edited = `// Typed just now.\n${misspelled}`;
  const {
    mended: done,
    skipped,
    left,
  } = await mendFiles({
    root,
    check: async () => {
      const found = await check();
      await writeFile(join(root, "a.ts"), edited);
      return found;
    },
  });
  expect(done.map(({ file }) => file)).toEqual(["b.ts"]);
  expect(skipped).toEqual([
    { file: "a.ts", reason: expect.stringContaining("changed while it was checked") },
  ]);
  expect(left).toHaveLength(1);
  expect(await readFile(join(root, "a.ts"), "utf8")).toBe(edited);
});

test("a file that is gone by now is said, and not made again", async () => {
  const root = await folderWith({ "a.ts": misspelled });
  const [finding] = await checkOf(root, ["a.ts"])();
  await rm(join(root, "a.ts"));
  const result = await mendFiles({
    root,
    check: async () => (finding === undefined ? [] : [finding]),
  });
  expect(result.skipped).toEqual([{ file: "a.ts", reason: "It is not a file of this folder." }]);
  expect(await readdir(root)).toEqual([]);
});

test.each([
  ["../b.ts", "b.ts"],
  ["link/b.ts", "b.ts"],
  ["app/link.ts", "b.ts"],
  ["node_modules/b/b.ts", "app/node_modules/b/b.ts"],
])("nothing outside of the folder is written: %s", async (file, real) => {
  const base = await folderWith({ "app/keep.ts": "", [real]: misspelled });
  const root = join(base, "app");
  await symlink(base, join(root, "link"));
  await symlink(join(base, "b.ts"), join(root, "app-link.ts"));
  const name = file === "app/link.ts" ? "app-link.ts" : file;
  const { skipped } = await mend(root, name);
  expect(skipped).toEqual([{ file: name, reason: "It is not a file of this folder." }]);
  expect(await readFile(join(base, real), "utf8")).toBe(misspelled);
});

test("a link within the folder is followed to its file, and stays a link", async () => {
  const root = await folderWith({ "real/a.ts": misspelled });
  await symlink(join(root, "real/a.ts"), join(root, "a.ts"));
  expect((await mend(root, "a.ts")).skipped).toEqual([]);
  expect(await readFile(join(root, "real/a.ts"), "utf8")).toBe(mended);
  expect(await realpath(join(root, "a.ts"))).toBe(join(root, "real/a.ts"));
});

test("a read-only file and one in another encoding are left alone, and said", async () => {
  const latin = Buffer.from(`${misspelled}// caf\u00E9\n`, "latin1");
  const root = await folderWith({ "a.ts": misspelled, "b.ts": latin });
  await chmod(join(root, "a.ts"), 0o444);
  const { skipped } = await mend(root, "a.ts", "b.ts");
  expect(skipped).toEqual([
    { file: "a.ts", reason: "It is read-only." },
    { file: "b.ts", reason: "It is not written in UTF-8." },
  ]);
  expect(await readFile(join(root, "a.ts"), "utf8")).toBe(misspelled);
  expect(await readFile(join(root, "b.ts"))).toEqual(latin);
});

test("fixes that would break a file's syntax are not written", async () => {
  const root = await folderWith({ "a.ts": misspelled });
  const [finding] = await checkOf(root, ["a.ts"])();
  if (finding === undefined) throw new Error("nothing was found");
  const fix = { title: "Break it", edits: [{ start: 0, end: 1, text: "" }] };
  const broken: Finding = { ...finding, diagnostic: { ...finding.diagnostic, fix } };
  const { mended: done, skipped } = await mendFiles({ root, check: async () => [broken] });
  expect(done).toEqual([]);
  expect(skipped).toEqual([{ file: "a.ts", reason: expect.stringContaining("would not parse") }]);
  expect(await readFile(join(root, "a.ts"), "utf8")).toBe(misspelled);
});

test("a fix that never ends is given up", async () => {
  const root = await folderWith({ "a.ts": "0;\n" });
  let checks = 0;
  const { mended: done } = await mendFiles({
    root,
    check: async () => {
      checks += 1;
      const source = await readFile(join(root, "a.ts"), "utf8");
      const [finding] = lintModule({ code: misspelled, filename: join(root, "a.ts"), root });
      if (finding === undefined) throw new Error("nothing was found");
      const fix = { title: "Count", edits: [{ start: 0, end: 0, text: "1" }] };
      return [{ source, diagnostic: { ...finding, fix } }];
    },
  });
  expect(checks).toBe(11);
  expect(done).toHaveLength(10);
});
