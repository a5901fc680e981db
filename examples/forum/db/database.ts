import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";

/** What every query takes: PGlite or PostgreSQL, or a transaction on either. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** PostgreSQL's own code of what went wrong (`23505`: not unique), or "" where the error has none. */
export function sqlStateOf(error: unknown): string {
  // Drizzle wraps the driver's error as the cause of its own.
  const source = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return typeof source === "object" &&
    source !== null &&
    "code" in source &&
    typeof source.code === "string"
    ? source.code
    : "";
}
