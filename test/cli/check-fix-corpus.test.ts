import { cp, mkdtemp, realpath, rm } from "node:fs/promises";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { run } from "./run-line.ts";

// The first check of a process loads Vite.
vi.setConfig({ testTimeout: 30_000 });

const apps = [
  ...foldersOf("test/fixtures/mistakes").map((folder) => `${folder}/wrong`),
  ...foldersOf("bench/rules/corpus/wrong"),
].filter((folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory());

interface Found {
  readonly code: string;
  readonly file: string;
  readonly line: number;
}

/** A configuration is run once per process, so its findings outlive their mend here. */
function listFindings(json: string): string[] {
  const found = JSON.parse(json) as Found[]; // the promised keys
  return found
    .filter(({ file }) => !/\.config\.\w+$/.test(file))
    .map(({ code, file, line }) => `${file}:${line} ${code}`);
}

test.each(apps)("check --fix of %s mends to the end, and a second time nothing", async (folder) => {
  const app = await realpath(await mkdtemp(join(tmpdir(), "edict-mend-")));
  try {
    await cp(folder, app, { recursive: true });
    const first = await run("check . --fix --format json", app);
    const mended = [...first.err.matchAll(/^mended ([^:]+):\S+ (\S+) /gm)];
    const left = listFindings(first.out);
    expect(left.join("\n")).not.toContain("syntax-error");
    expect(first.err).not.toContain("left alone");
    const before = snapshot(app);
    const second = await run("check . --fix --format json", app);
    expect(second.err).not.toContain("ended ");
    expect(listFindings(second.out)).toEqual(left);
    expect(snapshot(app)).toEqual(before);
    // Only what is said to be mended was written.
    const changed = Object.keys(before).filter((file) => before[file] !== snapshot(folder)[file]);
    expect(new Set(changed)).toEqual(new Set(mended.map(([, file]) => file)));
  } finally {
    await rm(app, { recursive: true });
  }
});

function foldersOf(folder: string): string[] {
  return readdirSync(folder).map((name) => `${folder}/${name}`);
}

function snapshot(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return Object.fromEntries(
    files
      .filter((file) => statSync(join(folder, file)).isFile())
      .map((file) => [file, readFileSync(join(folder, file), "utf8")]),
  );
}
