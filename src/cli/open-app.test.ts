import { mkdir, mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { findFolder } from "./open-app.ts";
import { createTerminal } from "./terminal.ts";

const made: string[] = [];
afterEach(() => Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true }))));

test("an app behind a link is opened at its real path", async () => {
  const cwd = await realpath(await mkdtemp(join(tmpdir(), "edict-open-")));
  made.push(cwd);
  await mkdir(join(cwd, "real"));
  await symlink("real", join(cwd, "link"));
  const silent = { write: (): void => undefined };
  const context = { cwd, terminal: createTerminal(silent, silent, {}) };
  expect(await findFolder("link", context)).toBe(join(cwd, "real"));
  expect(await findFolder(join(cwd, "link"), context)).toBe(join(cwd, "real"));
  expect(await findFolder("missing", context)).toBeUndefined();
});
