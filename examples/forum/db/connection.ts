import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Database } from "./database";
import { DatabaseUnavailable, openDatabase, type DatabasePlace } from "./open-database";

/**
 * Holds the promise of the one open database of this process.
 * On `globalThis` because hot reload evaluates this module again, and a second opening of the folder would be refused.
 */
const OPENED = Symbol.for("edict-example-forum.database");

const holder = globalThis as typeof globalThis & { [OPENED]?: Promise<Database> };

/** The database, opened by the first call. In production a database that cannot be opened ends the process. */
export function database(): Promise<Database> {
  holder[OPENED] ??= openDatabase(databasePlace()).then(({ db }) => db, giveUp);
  return holder[OPENED];
}

function giveUp(error: unknown): never {
  // In development the next request tries again.
  delete holder[OPENED];
  if (process.env.NODE_ENV === "production" && error instanceof DatabaseUnavailable) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
  throw error;
}

function databasePlace(): DatabasePlace {
  const url = process.env.DATABASE_URL;
  return url === undefined || url === ""
    ? { kind: "folder", folder: dataFolder() }
    : { kind: "url", url };
}

/** `FORUM_DATA`, or `.data/` in the app's folder, wherever the process was started. */
export function dataFolder(): string {
  const chosen = process.env.FORUM_DATA;
  return chosen === undefined || chosen === "" ? join(appFolder(), ".data") : chosen;
}

function appFolder(): string {
  // From this file in development, and from the bundle inside `.edict/build/` in production.
  let folder = dirname(fileURLToPath(import.meta.url));
  while (dirname(folder) !== folder) {
    if (existsSync(join(folder, "app", "layout.tsx"))) return folder;
    folder = dirname(folder);
  }
  return process.cwd();
}
