import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { listSourceFiles } from "./app-files.ts";

const made: string[] = [];
afterEach(() => Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true }))));

test("built folders are left out at the root only: below it their names are the app's", async () => {
  const root = await mkdtemp(join(tmpdir(), "edict-files-"));
  made.push(root);
  const kept = ["app/coverage/page.tsx", "app/dist/[id]/page.tsx", "lib/actions.mts"];
  const left = [
    "coverage/report.js",
    "dist/index.js",
    "node_modules/a/index.js",
    "lib/node_modules/a/index.js",
    ".edict/build/index.js",
    "lib/types.d.ts",
    "lib/readme.md",
  ];
  for (const file of [...kept, ...left]) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), "");
  }
  expect(await listSourceFiles(root)).toEqual(kept);
});
