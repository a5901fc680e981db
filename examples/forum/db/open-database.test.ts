import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockFolder } from "./folder-lock";
import { DatabaseUnavailable, openDatabase } from "./open-database";

let folder: string;
const others: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "forum-"));
});
afterEach(() => {
  for (const other of others.splice(0)) other.kill();
  rmSync(folder, { recursive: true, force: true });
});

const failureOf = async (opening: Promise<unknown>): Promise<string> => {
  const error: unknown = await opening.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DatabaseUnavailable);
  return (error as DatabaseUnavailable).message;
};

/** Another process that runs until the test ends. */
const runningProcess = (): number => {
  const other = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"]);
  others.push(other);
  return other.pid ?? 0;
};

describe("the lock of the folder", () => {
  it("is refused to a second process, which is told the first one's number", async () => {
    const pid = runningProcess();
    writeFileSync(join(folder, "lock"), `${pid}\n`);
    const message = await failureOf(openDatabase({ kind: "folder", folder }));
    expect(message).toContain(`process ${pid}`);
    expect(message).toContain("DATABASE_URL");
  });

  it("is taken over from a process that was killed", () => {
    writeFileSync(join(folder, "lock"), "4000000\n");
    const release = lockFolder(join(folder, "lock"));
    expect(readFileSync(join(folder, "lock"), "utf8").trim()).toBe(String(process.pid));
    release();
    expect(() => readFileSync(join(folder, "lock"))).toThrow("ENOENT");
  });
});

describe("a database that cannot be opened", () => {
  it("says so when the folder holds something else", async () => {
    mkdirSync(join(folder, "pg"));
    writeFileSync(join(folder, "pg", "notes.txt"), "mine");
    expect(await failureOf(openDatabase({ kind: "folder", folder }))).toContain(
      "files of something else",
    );
  });

  it("says so when the folder is damaged, and lets go of it", async () => {
    mkdirSync(join(folder, "pg"));
    writeFileSync(join(folder, "pg", "PG_VERSION"), "18\n");
    const message = await failureOf(openDatabase({ kind: "folder", folder }));
    expect(message).toContain("damaged");
    expect(message).toContain("Delete");
    lockFolder(join(folder, "lock"))();
  });

  it("says so when the folder is a file", async () => {
    writeFileSync(join(folder, "file"), "");
    expect(
      await failureOf(openDatabase({ kind: "folder", folder: join(folder, "file") })),
    ).toContain("cannot be written");
  });

  it("says so when the server does not answer, without the password", async () => {
    const message = await failureOf(
      openDatabase({ kind: "url", url: "postgres://me:hidden@127.0.0.1:1/forum" }),
    );
    expect(message).toContain("127.0.0.1:1/forum");
    expect(message).not.toContain("hidden");
    expect(await failureOf(openDatabase({ kind: "url", url: "nonsense" }))).toContain("no URL");
  });
});
