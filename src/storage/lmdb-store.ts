import type { Database, RootDatabase } from "lmdb";
import { createChannels } from "./channels.ts";
import { nextNumber } from "./memory-store.ts";
import { openLmdb } from "./open-lmdb.ts";
import { checkKey, checkTtl, type Store } from "./store.ts";

/** How a store in a file is opened. */
export interface LmdbStoreOptions {
  /** Folder of its files, absolute; made where it is missing, for its owner only: what calls came to lies in it. */
  readonly folder: string;
  /** How often listeners look for messages of all processes. Default: 50. */
  readonly pollMs?: number;
  /** How often what has passed its time is removed from the file. Default: one minute. */
  readonly sweepMs?: number;
  /** Milliseconds since 1970, the same for all processes. Default: `Date.now`. */
  readonly now?: () => number;
  /** Told what fails in the background. */
  readonly onError: (error: unknown) => void;
}

/** How long a message waits for those who listen. */
const messageTtlMs = 30_000;
/** Removed in one transaction: others wait for it. */
const sweptAtOnce = 1_000;

/** The tables of the file. */
interface Tables {
  readonly root: RootDatabase<string, string>;
  /** `<expires at, 15 digits><value>` by key. */
  readonly values: Database<string, string>;
  /** Every `[expires at, key]` of `values`, in order. */
  readonly expiries: Database<string, [number, string]>;
  /** `<sent at, 15 digits><length of channel>:<channel><message>`, by number. */
  readonly messages: Database<string, number>;
}

/**
 * Opens a store in a folder, by LMDB: it survives restarts, and all processes of one machine may share it.
 * A value that was acknowledged survives the death of the process; a machine that loses its power may lose
 * the last of them, never the file.
 */
export function openLmdbStore(options: LmdbStoreOptions): Store {
  const { folder, pollMs = 50, sweepMs = 60_000, now = Date.now, onError } = options;
  const opened = openLmdb(folder, 4);
  const tables = openTables(opened.root);
  const mail = createMail(tables, { pollMs, now, onError });
  const sweeping = setInterval(() => {
    tables.root.transaction(() => sweep(tables, now())).catch(onError);
  }, sweepMs);
  sweeping.unref();
  /** Everything that reads before it writes is one transaction: other processes wait for it. */
  const change = <T>(
    key: string,
    ttlMs: number,
    apply: (present: string | undefined) => T,
  ): Promise<T> => {
    checkKey(key);
    checkTtl(ttlMs);
    return tables.root.transaction(() => apply(read(tables, key, now())));
  };
  const write = (key: string, value: string, expiresAt: number): void =>
    put(tables, key, value, expiresAt);
  return {
    get: (key) => read(tables, key, now()),
    set: (key, value, ttlMs) => change(key, ttlMs, () => write(key, value, now() + ttlMs)),
    setIfAbsent: (key, value, ttlMs) =>
      change(key, ttlMs, (present) => {
        if (present === undefined) write(key, value, now() + ttlMs);
        return present;
      }),
    replace: (key, { expected, value, ttlMs }) =>
      change(key, ttlMs, (present) => {
        if (present === expected) write(key, value, now() + ttlMs);
        return present === expected;
      }),
    increment: (key, ttlMs) =>
      change(key, ttlMs, (present) => {
        if (present === undefined) write(key, "1", now() + ttlMs);
        const next = present === undefined ? 1 : nextNumber(key, present);
        if (present !== undefined) write(key, String(next), expiryOf(tables.values.get(key) ?? ""));
        return next;
      }),
    delete: (key) => tables.root.transaction(() => remove(tables, key)),
    publish: mail.publish,
    subscribe: mail.subscribe,
    close: async () => {
      clearInterval(sweeping);
      mail.close();
      await opened.close();
    },
  };
}

function openTables(root: Tables["root"]): Tables {
  return {
    root,
    values: root.openDB("values", { encoding: "string" }),
    expiries: root.openDB("expiries", { encoding: "string" }),
    messages: root.openDB("messages", { encoding: "string", keyEncoding: "uint32" }),
  };
}

const timeDigits = 15;

function stamp(time: number): string {
  return String(time).padStart(timeDigits, "0");
}

function expiryOf(row: string): number {
  return Number(row.slice(0, timeDigits));
}

function read({ values }: Tables, key: string, now: number): string | undefined {
  const row = values.get(key);
  return row === undefined || expiryOf(row) <= now ? undefined : row.slice(timeDigits);
}

function put(tables: Tables, key: string, value: string, expiresAt: number): void {
  remove(tables, key);
  tables.values.putSync(key, stamp(expiresAt) + value);
  tables.expiries.putSync([expiresAt, key], "");
}

function remove({ values, expiries }: Tables, key: string): void {
  const row = values.get(key);
  if (row === undefined) return;
  expiries.removeSync([expiryOf(row), key]);
  values.removeSync(key);
}

function sweep(tables: Tables, now: number): void {
  const passed = Array.from(tables.expiries.getKeys({ end: [now, ""], limit: sweptAtOnce }));
  for (const [, key] of passed) remove(tables, key);
  const { messages } = tables;
  const old = Array.from(messages.getRange({ limit: sweptAtOnce })).filter(
    ({ value }) => expiryOf(value) + messageTtlMs <= now,
  );
  // The last one stays: the next is numbered after it, and listeners know what they have heard by number.
  for (const { key } of old) if (key !== lastMessage(tables)) messages.removeSync(key);
}

/** Number of the newest message; 0 before the first. */
function lastMessage({ messages }: Tables): number {
  const [last = 0] = messages.getKeys({ reverse: true, limit: 1 });
  return last;
}

interface MailOptions {
  readonly pollMs: number;
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

/** Messages go through the file: those who listen look for new ones, also for their own, so that all hear the same order. */
function createMail(
  tables: Tables,
  { pollMs, now, onError }: MailOptions,
): Pick<Store, "publish" | "subscribe"> & { readonly close: () => void } {
  const { root, messages } = tables;
  const channels = createChannels();
  const state: { timer: NodeJS.Timeout | undefined; heard: number } = {
    timer: undefined,
    heard: 0,
  };
  const stop = (): void => {
    clearInterval(state.timer);
    state.timer = undefined;
  };
  const poll = (): void => {
    try {
      for (const { key, value } of Array.from(messages.getRange({ start: state.heard + 1 }))) {
        state.heard = key;
        const [channel, message] = readMessage(value.slice(timeDigits));
        channels.publish(channel, message);
      }
    } catch (error) {
      onError(error);
    }
  };
  return {
    publish: (channel, message) => {
      checkKey(channel);
      return root.transaction(() => {
        messages.putSync(
          lastMessage(tables) + 1,
          `${stamp(now())}${channel.length}:${channel}${message}`,
        );
      });
    },
    subscribe: (channel, listener) => {
      const end = channels.subscribe(channel, listener);
      if (state.timer === undefined) {
        state.heard = lastMessage(tables);
        state.timer = setInterval(poll, pollMs);
        state.timer.unref();
      }
      return () => {
        end();
        if (!channels.isHeard()) stop();
      };
    },
    close: () => {
      stop();
      channels.clear();
    },
  };
}

function readMessage(row: string): [channel: string, message: string] {
  const colon = row.indexOf(":");
  const end = colon + 1 + Number(row.slice(0, colon));
  return [row.slice(colon + 1, end), row.slice(end)];
}
