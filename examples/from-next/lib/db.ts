import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { drizzle, type PgliteDatabase } from "drizzle-orm/pglite";
import { hashPassphrase } from "./passphrase";
import { members, seeds, tables } from "./schema";

/** On `globalThis`, because hot reload evaluates this module again and PGlite opens a folder once. */
const holder = globalThis as typeof globalThis & { seedsDatabase?: Promise<PgliteDatabase> };

/** The database: PGlite in `SEEDS_DATA`, or in `.data/` of the folder that the app is started in. */
export function db(): Promise<PgliteDatabase> {
  holder.seedsDatabase ??= open(process.env.SEEDS_DATA ?? join(process.cwd(), ".data"));
  return holder.seedsDatabase;
}

async function open(folder: string): Promise<PgliteDatabase> {
  mkdirSync(folder, { recursive: true });
  const client = await PGlite.create(join(folder, "pg"));
  await client.exec(tables);
  const database = drizzle(client);
  if ((await database.select().from(members).limit(1)).length === 0) await plant(database);
  return database;
}

const sample: readonly [name: string, kind: string, note: string, packets: number][] = [
  [
    "Painted Lady",
    "bean",
    "Climbs two metres, red and white flowers. Sow after the last frost.",
    6,
  ],
  ["Black Krim", "tomato", "Dark and salty. Wants a wall in the sun.", 4],
  ["Telegraph", "pea", "Tall, late, sweet. Give it sticks.", 9],
  ["Crimson-flowered", "bean", "Upright, scented, for poor soil.", 3],
  ["Uchiki Kuri", "squash", "One plant fills a bed. Keeps until March.", 5],
  ["Lollo", "salad", "Cut and come again.", 12],
];

/** Two made-up members and what they offer. */
async function plant(database: PgliteDatabase): Promise<void> {
  const passphraseHash = await hashPassphrase("sow-it-in-may");
  const added = await database
    .insert(members)
    .values([
      { name: "Juniper", passphraseHash },
      { name: "Moss", passphraseHash },
    ])
    .returning({ id: members.id });
  await database.insert(seeds).values(
    sample.map(([name, kind, note, packets], index) => ({
      name,
      kind,
      note,
      packets,
      ownerId: added[index % added.length]?.id ?? 1,
    })),
  );
}
