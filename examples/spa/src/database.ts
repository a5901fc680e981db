import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import {
  boolean,
  pgTable,
  serial,
  text,
  type PgDatabase,
  type PgQueryResultHKT,
} from "drizzle-orm/pg-core";

export const tools = pgTable("tools", {
  id: serial("id").primaryKey(),
  name: text("name").notNull(),
  owner: text("owner").notNull(),
  isLent: boolean("is_lent").notNull().default(false),
});

export type Tool = typeof tools.$inferSelect;

type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>;

// On `globalThis`, because hot reload evaluates this module again and PGlite's folder belongs to one opening.
const OPENED = Symbol.for("edict-example-spa.database");
const holder = globalThis as typeof globalThis & { [OPENED]?: Promise<Database> };

/** The database, opened by the first call: `DATABASE_URL`, else PGlite in `SHED_DATA`, else in `.data/`. */
export function database(): Promise<Database> {
  holder[OPENED] ??= open().catch((error: unknown) => {
    delete holder[OPENED]; // the next call tries again
    throw error;
  });
  return holder[OPENED];
}

async function open(): Promise<Database> {
  const db = await connect();
  await db.execute(sql`create table if not exists tools (
    id serial primary key, name text not null, owner text not null, is_lent boolean not null default false
  )`);
  const [first] = await db.select({ id: tools.id }).from(tools).limit(1);
  if (first === undefined) await db.insert(tools).values(samples);
  return db;
}

async function connect(): Promise<Database> {
  const url = process.env.DATABASE_URL;
  if (url !== undefined && url !== "") {
    const { drizzle } = await import("drizzle-orm/node-postgres");
    return drizzle(url);
  }
  const folder = process.env.SHED_DATA ?? join(process.cwd(), ".data");
  await mkdir(folder, { recursive: true });
  const { drizzle } = await import("drizzle-orm/pglite");
  return drizzle(folder);
}

/** All of it is made up. */
const samples = [
  { name: "Cordless drill", owner: "Number 4" },
  { name: "Long ladder", owner: "Number 11" },
  { name: "Pipe wrench", owner: "Number 7", isLent: true },
];
