import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ListedEntry } from "../../cache/index.ts";
import { cacheFolder, openCacheStore } from "../../cache/open-cache-store.ts";
import { cacheKeysOf, loadKeys } from "../../server/index.ts";
import type { CommandContext, ExitCode } from "../command-context.ts";
import { openApp } from "../open-app.ts";
import { sharedStorage } from "../open-storage.ts";
import { countNoun } from "../count-noun.ts";
import { formatTable } from "./format-table.ts";

/** Lists what an app's servers keep in the cache that they share: values, tags, sizes, ages, and how often each was served. */
export async function inspectCache(
  { dir, json }: { readonly dir: string; readonly json: boolean },
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal, env } = context;
  const fail = (message: string): ExitCode => {
    terminal.report(terminal.style("red", message));
    return 1;
  };
  const app = await openApp({ dir, command: "start", needsReact: false }, context);
  if (!app.ok) return app.error;
  const { root, config } = app.value;
  const place = config.storage ?? sharedStorage;
  if (place.kind === "memory") return fail(inMemory);
  if (place.kind === "lmdb" && !existsSync(cacheFolder(root, place.folder)))
    return fail(config.storage === undefined ? inMemory : "Nothing was cached there yet.");
  const file = join(root, ".edict/secrets/keys");
  const keys = await loadKeys({ env, file, mayMake: false, randomBytes });
  if (!keys.ok) return fail(keys.error);
  const onError = (error: unknown): void => void fail(String(error));
  const opened = await openCacheStore(place, { root, keys: cacheKeysOf(keys.value.ring), onError });
  if (!opened.ok) return fail(opened.error);
  const entries: ListedEntry[] = [];
  for await (const entry of opened.value.list()) entries.push(entry);
  await opened.value.close();
  entries.sort((a, b) => (a.about < b.about ? -1 : Number(a.about > b.about)));
  const shown = entries.map((entry) => describe(entry, Date.now()));
  terminal.print(json ? JSON.stringify({ entries: shown }, null, 2) : formatEntries(shown));
  return 0;
}

const inMemory =
  'The servers of this app keep their cache in their own memory, where nobody else can look. In development each answer says "edict-cache: hit", "stale" or "miss", and the terminal what a revalidation drops. ' +
  `To look in from outside, share it: storage: "lmdb:./${sharedStorage.folder}".`;

const withoutHits =
  "How often each was served is not known: servers keep what they read of this storage near, in their own memory.";

/** An entry as it is printed. */
interface ShownEntry {
  readonly about: string;
  readonly tags: readonly string[];
  readonly bytes: number;
  readonly ageSeconds: number;
  /** Absent where the store cannot tell. */
  readonly hits?: number;
  readonly isStale: boolean;
  /** Seconds until it is gone; null for never. */
  readonly expiresInSeconds: number | null;
}

function describe(entry: ListedEntry, now: number): ShownEntry {
  const { about, tags, bytes, filledAt, isStale, expiresAt, hits } = entry;
  const ageSeconds = Math.max(0, Math.round((now - filledAt) / 1_000));
  const left = Math.round((expiresAt - now) / 1_000);
  const expiresInSeconds = Number.isFinite(left) ? left : null;
  const shown = { about, tags, bytes, ageSeconds, isStale, expiresInSeconds };
  return hits === undefined ? shown : { ...shown, hits };
}

function formatEntries(entries: readonly ShownEntry[]): string {
  const tags = new Map<string, number>();
  for (const entry of entries)
    for (const tag of entry.tags) tags.set(tag, (tags.get(tag) ?? 0) + 1);
  return [
    `Entries (${entries.length})`,
    ...formatTable(
      entries.map((entry) => [
        entry.about,
        entry.tags.join(", "),
        `${entry.bytes} bytes`,
        `${entry.ageSeconds} s old${entry.isStale ? ", stale" : ""}`,
        ...(entry.hits === undefined ? [] : [countNoun(entry.hits, "hit")]),
      ]),
    ),
    ...(entries.some(({ hits }) => hits === undefined) ? [withoutHits] : []),
    "",
    `Tags (${tags.size})`,
    ...formatTable(
      [...tags]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([tag, count]) => [tag, count === 1 ? "1 entry" : `${count} entries`]),
    ),
  ].join("\n");
}
