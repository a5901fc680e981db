import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { packageRoot, run } from "../../../test/cli/run-line.ts";
import { placeFiles } from "../starter/place-files.ts";

async function folderWith(files: Record<string, string> = {}): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "edict-new-")));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return root;
}

const made = [
  ".gitignore",
  "README.md",
  "app/actions.ts",
  "app/error.tsx",
  "app/global.css",
  "app/layout.tsx",
  "app/note-form.tsx",
  "app/notes.ts",
  "app/page.tsx",
  "package.json",
  "tsconfig.json",
];

async function filesBelow(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .toSorted();
}

test("new makes what it says it makes, and names the next commands", async () => {
  const cwd = await folderWith();
  const { code, out, err } = await run("new apps/My-Notes", cwd);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toBe(
    [
      "Made apps/My-Notes",
      ...made.map((path) => `  ${path}`),
      "",
      "Next:",
      "  cd apps/My-Notes",
      `  npm pack ${resolve(packageRoot)}`,
      "  npm install",
      "  npm run dev",
      "",
    ].join("\n"),
  );
  expect(await filesBelow(join(cwd, "apps/My-Notes"))).toEqual(made);
});

test("the app's package has a valid name, and the versions that this package is tested with", async () => {
  const cwd = await folderWith();
  await run("new Edict", cwd);
  const manifest: unknown = JSON.parse(await readFile(join(cwd, "Edict/package.json"), "utf8"));
  const own = JSON.parse(await readFile(join(packageRoot, "package.json"), "utf8")) as {
    readonly version: string;
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  const tested = own.devDependencies;
  expect(manifest).toMatchObject({
    name: "edict-app",
    private: true,
    type: "module",
    dependencies: {
      // A clone: the first of the next commands packs it.
      edict: `file:edict-${own.version}.tgz`,
      react: tested["react"],
      "react-dom": tested["react-dom"],
    },
    devDependencies: { typescript: tested["typescript"], "@types/node": tested["@types/node"] },
  });
});

test("an app gets the tarball that the running copy was installed from, by its place", async () => {
  const cwd = await folderWith({
    "lib/edict.tgz": "",
    "tool/node_modules/.package-lock.json": JSON.stringify({
      packages: { "node_modules/edict": { resolved: "file:../lib/edict.tgz" } },
    }),
    "tool/node_modules/edict/package.json": await readFile(
      join(packageRoot, "package.json"),
      "utf8",
    ),
    "tool/node_modules/edict/starter/gitignore": ".edict\n",
  });
  const { out } = await run("new a/b", cwd, { packageRoot: join(cwd, "tool/node_modules/edict") });
  expect(out).toMatch(/\n {2}cd a\/b\n {2}npm install\n {2}npm run dev\n$/);
  expect(await readFile(join(cwd, "a/b/package.json"), "utf8")).toContain(
    '"edict": "file:../../lib/edict.tgz"',
  );
});

test("new goes into an empty folder, also the current one and one with a repository of git", async () => {
  const cwd = await folderWith({ ".git/HEAD": "ref: refs/heads/main\n" });
  const { code, out } = await run("new .", cwd);
  expect(code).toBe(0);
  expect(out).toMatch(/^Made \.\n/);
  expect(out).not.toContain("cd ");
  expect(await filesBelow(cwd)).toEqual([".git/HEAD", ...made].toSorted());
});

test("a folder that is not empty stays as it is, and what is in it is named", async () => {
  const files = Object.fromEntries(
    ["g", "f", "e", "d", "c", "b", "a"].map((name) => [`there/${name}`, name]),
  );
  const cwd = await folderWith(files);
  expect(await run("new there", cwd)).toEqual({
    code: 1,
    out: "",
    err: "<app>/there is not empty: it has a, b, c, d, e and 2 more. Name a folder that is empty, or a new one.\n",
  });
  expect(await filesBelow(cwd)).toEqual(Object.keys(files).toSorted());
});

test.each(["file", "file/below"])("new %s says that a file is in the way", async (dir) => {
  const cwd = await folderWith({ file: "text" });
  const { code, out, err } = await run(`new ${dir}`, cwd);
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(/^<app>\/file\S* cannot be a folder: a file has its name, or /);
  expect(await readFile(join(cwd, "file"), "utf8")).toBe("text");
});

test.each([
  ["new", "edict new needs the folder of the app: edict new my-app."],
  ["new a b", 'edict new takes one <dir>; "b" is one too many.'],
  ["new a --force", "edict new has no option --force."],
  ["nwe a", 'There is no command "nwe". Did you mean new?'],
])("%j is wrong usage", async (line, sentence) => {
  const cwd = await folderWith();
  expect(await run(line, cwd)).toEqual({
    code: 2,
    out: "",
    err: `${sentence}\nedict --help lists the commands.\n`,
  });
  expect(await readdir(cwd)).toEqual([]);
});

test("a package that lacks its files makes nothing", async () => {
  const cwd = await folderWith();
  const { code, err } = await run("new a/b", cwd, { packageRoot: cwd });
  expect(code).toBe(1);
  expect(err).toContain("package.json");
  expect(await readdir(cwd)).toEqual([]);
});

test("what cannot be placed whole leaves nothing behind", async () => {
  const root = await folderWith();
  const files = [
    { path: "app/page.tsx", text: "" },
    { path: "app/page.tsx/below", text: "" },
  ];
  expect(await placeFiles(root, files)).toMatch(/^\S+ cannot be a folder: /);
  expect(await readdir(root)).toEqual([]);
  // One that came meanwhile is in the way of the last step, and is not ours to take away.
  await mkdir(join(root, "b/mine"), { recursive: true });
  const late = [
    { path: "a", text: "" },
    { path: "b/c", text: "" },
  ];
  expect(await placeFiles(root, late)).toMatch(/ could not be made \(ENOTEMPTY\)/);
  expect(await filesBelow(root)).toEqual([]);
  expect(await readdir(root, { recursive: true })).toEqual(["b", "b/mine"]);
});
