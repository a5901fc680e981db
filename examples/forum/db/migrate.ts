import { sql } from "drizzle-orm";
import { pgTable, text } from "drizzle-orm/pg-core";
import type { Database } from "./database";
import { migrations } from "./migrations";

const applied = pgTable("forum_migrations", { name: text("name").primaryKey() });

/** Any number, the same in every process of this app: two that start together take turns. */
const LOCK = 4_660_017;

/** Brings the schema up to date; does nothing where it already is. */
export async function migrate(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
    await tx.execute(sql`create table if not exists forum_migrations (name text primary key)`);
    const done = new Set((await tx.select().from(applied)).map((row) => row.name));
    for (const { name, statements } of migrations) {
      if (done.has(name)) continue;
      for (const statement of statements) await tx.execute(sql.raw(statement));
      await tx.insert(applied).values({ name });
    }
  });
}
