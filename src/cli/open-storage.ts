import { ok, type Result } from "../base/index.ts";
import type { ResolvedConfig } from "../config/index.ts";
import {
  cacheKeysOf,
  reportFailure,
  type KeyRing,
  type LogSink,
  type ServerOptions,
} from "../server/index.ts";
import { openCacheStore } from "../cache/open-cache-store.ts";
import { openStore } from "../storage/open-store.ts";

/** Where a server records calls and keeps cached values, opened. */
export interface OpenedStorage {
  /** The part of the server's options that it decides: none for the server's own memory. */
  readonly options: Pick<ServerOptions, "store" | "cacheStore">;
  /** Closes what was opened; stop answering first. */
  readonly close: () => Promise<void>;
}

/** What opening an app's storage needs to know of the server it is for. */
export interface StorageUse {
  /** The app's folder, absolute. */
  readonly root: string;
  /** Whether the server is one of several processes: then what one of them recorded the others must find. */
  readonly isShared: boolean;
  /** Seals cached values where others can write. */
  readonly keys: KeyRing;
  readonly log: LogSink;
}

/** Where several processes record calls unless the app says otherwise; apart from the build, which is emptied by the next. */
export const sharedStorage = { kind: "lmdb", folder: ".edict/store" } as const;

/** Opens the storage that an app's configuration names, or the one that fits the server; the error is a sentence that says why it cannot be. */
export async function openStorage(
  { storage }: Pick<ResolvedConfig, "storage">,
  { root, isShared, keys, log }: StorageUse,
): Promise<Result<OpenedStorage, string>> {
  const place = storage ?? (isShared ? sharedStorage : { kind: "memory" });
  if (place.kind === "memory") {
    if (isShared) log({ level: "warn", line: apartWarning });
    return ok({ options: {}, close: async () => undefined });
  }
  const onError = (error: unknown): void => void reportFailure(error, "the storage", log);
  const store = await openStore(place, {
    root,
    onError,
    onNotice: (line) => log({ level: "warn", line: `edict: the storage ${line}` }),
  });
  if (!store.ok) return store;
  const close = async (): Promise<void> => store.value.close();
  const cacheStore = await openCacheStore(place, { root, keys: cacheKeysOf(keys), onError });
  if (!cacheStore.ok) {
    await close();
    return cacheStore;
  }
  return ok({
    options: { store: store.value, cacheStore: cacheStore.value },
    close: async () => {
      try {
        await cacheStore.value.close();
      } finally {
        await close();
      }
    },
  });
}

const apartWarning =
  'edict: with storage "memory" every worker records its calls apart, and keeps its cached values apart: a repetition that another worker takes runs again, rate limits count per worker, and what one revalidates the others go on serving. ' +
  `Remove storage (and EDICT_STORAGE) to share ${sharedStorage.folder}, or write storage: "lmdb:./${sharedStorage.folder}".`;
