import pg from "pg";

/** What is needed of the database. */
export interface Database {
  readonly query: pg.Pool["query"];
}

const OPENED = Symbol.for("edict-example-cluster.database");
const holder = globalThis as typeof globalThis & { [OPENED]?: Promise<Database> };

/** The database at `DATABASE_URL`, opened by the first call. */
export function database(): Promise<Database> {
  holder[OPENED] ??= open().catch((error: unknown) => {
    delete holder[OPENED]; // the next request tries again
    throw error;
  });
  return holder[OPENED];
}

async function open(): Promise<Database> {
  const connectionString = process.env.DATABASE_URL;
  if (!connectionString)
    throw new Error("DATABASE_URL is not set: run npm run cluster, which starts a PostgreSQL.");
  const pool = new pg.Pool({ connectionString, max: 4 });
  // Several instances may come first at once: only one of them makes the table.
  await pool.query(`DO $$ BEGIN
    PERFORM pg_advisory_xact_lock(1);
    CREATE TABLE IF NOT EXISTS notes (id bigserial PRIMARY KEY, text text NOT NULL, author text NOT NULL);
  END $$`);
  return pool;
}
