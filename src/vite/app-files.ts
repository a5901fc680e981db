import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";

const sourceFile = /\.[cm]?[jt]sx?$/;

/** Not source at any depth. */
const ignoredFolder = /^(?:node_modules|\..*)$/;

/** Written by tools at the root of an app; below it such a name is the app's own, as in `app/coverage/page.tsx`. */
const ignoredAtRoot = /^(?:dist(?:-server)?|coverage)$/;

/** Finds the folder with the App Router's files: `app` or `src/app`, relative to `root`; undefined when there is none. */
export function findAppFolder(root: string): string | undefined {
  return ["app", "src/app"].find((folder) => existsSync(join(root, folder)));
}

/** Lists the files below `folder`, relative to `root`, with `/`, sorted. */
export async function listFiles(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .toSorted();
}

/** Lists every source file of the app: what could hold a directive. Dependencies and built folders are left out. */
export async function listSourceFiles(root: string): Promise<string[]> {
  const found: string[] = [];
  const visit = async (folder: string): Promise<void> => {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      const isIgnored = ignoredFolder.test(entry.name) || ignoredAtRoot.test(path);
      if (entry.isDirectory() && !isIgnored) await visit(path);
      else if (entry.isFile() && sourceFile.test(entry.name) && !entry.name.endsWith(".d.ts"))
        found.push(path);
    }
  };
  await visit("");
  return found.toSorted();
}

/** Finds `instrumentation.ts` beside the app's folder, relative to `root`; undefined when there is none. */
export function findInstrumentation(root: string): string | undefined {
  return findBeside(root, ["instrumentation"]);
}

/** Finds `proxy.ts`, or `middleware.ts`, beside the app's folder, relative to `root`; undefined when there is none. */
export function findProxy(root: string): string | undefined {
  return findBeside(root, ["proxy", "middleware"]);
}

function findBeside(root: string, stems: readonly string[]): string | undefined {
  const names = stems.flatMap((stem) =>
    ["ts", "tsx", "js", "jsx", "mts", "mjs"].map((ending) => `${stem}.${ending}`),
  );
  return [...names, ...names.map((name) => `src/${name}`)].find((file) =>
    existsSync(join(root, file)),
  );
}
