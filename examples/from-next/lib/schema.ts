import { integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

export const members = pgTable("members", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  name: text().notNull().unique(),
  passphraseHash: text("passphrase_hash").notNull(),
});

export const sessions = pgTable("sessions", {
  tokenHash: text("token_hash").primaryKey(),
  memberId: integer("member_id").notNull(),
  expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
});

export const seeds = pgTable("seeds", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  ownerId: integer("owner_id").notNull(),
  name: text().notNull(),
  kind: text().notNull(),
  note: text().notNull(),
  packets: integer().notNull(),
});

export const wishes = pgTable(
  "wishes",
  {
    seedId: integer("seed_id").notNull(),
    memberId: integer("member_id").notNull(),
  },
  (table) => [primaryKey({ columns: [table.seedId, table.memberId] })],
);

/** The same tables as SQL, made at the first start. */
export const tables = `
  create table if not exists members (
    id integer primary key generated always as identity,
    name text not null unique,
    passphrase_hash text not null
  );
  create table if not exists sessions (
    token_hash text primary key,
    member_id integer not null references members (id) on delete cascade,
    expires_at timestamptz not null
  );
  create table if not exists seeds (
    id integer primary key generated always as identity,
    owner_id integer not null references members (id) on delete cascade,
    name text not null,
    kind text not null,
    note text not null,
    packets integer not null check (packets >= 0)
  );
  create table if not exists wishes (
    seed_id integer not null references seeds (id) on delete cascade,
    member_id integer not null references members (id) on delete cascade,
    primary key (seed_id, member_id)
  );
`;
