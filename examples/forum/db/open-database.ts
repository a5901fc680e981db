import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "./database";
import { FolderInUse, lockFolder } from "./folder-lock";
import { migrate } from "./migrate";
import { seed } from "./seed";

/** Where the data are. */
export type DatabasePlace =
  | { readonly kind: "folder"; readonly folder: string }
  | { readonly kind: "url"; readonly url: string };

/** An open database and what closes it. */
export interface OpenDatabase {
  readonly db: Database;
  readonly close: () => Promise<void>;
}

/** The database cannot be opened; the message says why and what to do, in full. */
export class DatabaseUnavailable extends Error {
  constructor(what: string, remedy: string, cause: unknown) {
    super(`The forum's database cannot be opened: ${what}.\n  ${remedy}`, { cause });
    this.name = "DatabaseUnavailable";
  }
}

/** Opens, migrates and (when it is empty) seeds the database; throws `DatabaseUnavailable`. */
export async function openDatabase(place: DatabasePlace): Promise<OpenDatabase> {
  const open = place.kind === "folder" ? await openFolder(place.folder) : await openUrl(place.url);
  try {
    await migrate(open.db);
    await seed(open.db, new Date());
    return open;
  } catch (error) {
    await open.close();
    throw new DatabaseUnavailable(
      `its tables cannot be prepared (${reasonOf(error)})`,
      place.kind === "folder"
        ? startAgain(place.folder)
        : "Check the rights of the user in DATABASE_URL.",
      error,
    );
  }
}

async function openFolder(folder: string): Promise<OpenDatabase> {
  const release = takeFolder(folder);
  try {
    const files = join(folder, "pg");
    // PGlite makes a database of any folder, also of one that holds something else.
    if (
      existsSync(files) &&
      readdirSync(files).length > 0 &&
      !existsSync(join(files, "PG_VERSION"))
    )
      throw new Error("it holds files of something else");
    // Loaded only where it is used: it is large, and it stays outside the bundle because it reads its files beside itself.
    const [{ PGlite }, { drizzle }] = await Promise.all([
      import("@electric-sql/pglite"),
      import("drizzle-orm/pglite"),
    ]);
    const client = await PGlite.create(files);
    const close = async (): Promise<void> => {
      await client.close();
      release();
    };
    return { db: drizzle(client) as unknown as Database, close };
  } catch (error) {
    release();
    throw new DatabaseUnavailable(
      `${folder} is damaged or unreadable (${reasonOf(error)})`,
      startAgain(folder),
      error,
    );
  }
}

function takeFolder(folder: string): () => void {
  try {
    mkdirSync(folder, { recursive: true });
    return lockFolder(join(folder, "lock"));
  } catch (error) {
    if (error instanceof FolderInUse)
      throw new DatabaseUnavailable(
        `${folder} is in use, ${error.message}`,
        `Stop that process, or set DATABASE_URL to a PostgreSQL server, which several processes can share.`,
        error,
      );
    throw new DatabaseUnavailable(
      `${folder} cannot be written (${reasonOf(error)})`,
      `Make it writable, or set FORUM_DATA to another folder.`,
      error,
    );
  }
}

async function openUrl(url: string): Promise<OpenDatabase> {
  const [{ default: pg }, { drizzle }] = await Promise.all([
    import("pg"),
    import("drizzle-orm/node-postgres"),
  ]);
  const pool = new pg.Pool({ connectionString: url, connectionTimeoutMillis: 5000 });
  // A connection lost while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", (error) =>
    console.warn(`The forum lost a database connection: ${error.message}`),
  );
  try {
    const client = await pool.connect();
    client.release();
    return { db: drizzle(pool) as unknown as Database, close: () => pool.end() };
  } catch (error) {
    await pool.end();
    throw new DatabaseUnavailable(
      `no connection to ${withoutPassword(url)} (${reasonOf(error)})`,
      `Start that server or correct DATABASE_URL; without it the forum keeps its data in a folder.`,
      error,
    );
  }
}

function startAgain(folder: string): string {
  return `Delete ${folder} to start again with the sample posts, or set FORUM_DATA to another folder.`;
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return "DATABASE_URL, which is no URL";
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(", ");
  if (error instanceof Error)
    return (
      (error.cause instanceof Error ? error.cause.message : error.message).split("\n", 1)[0] ?? ""
    );
  // PGlite's file system throws plain objects that have a number only.
  if (typeof error === "object" && error !== null && "errno" in error)
    return `error ${String(error.errno)}`;
  return String(error);
}
