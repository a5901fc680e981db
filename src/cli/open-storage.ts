import { ok, type Result } from "../base/index.ts";
import type { ResolvedConfig } from "../config/index.ts";
import { reportFailure, type LogSink, type ServerOptions } from "../server/index.ts";
import { openStore } from "../storage/open-store.ts";

/** Where the calls of a server are recorded, opened. */
export interface OpenedStorage {
  /** The part of the server's options that it decides: none for the server's own memory. */
  readonly options: Pick<ServerOptions, "store">;
  /** Closes what was opened; stop answering first. */
  readonly close: () => Promise<void>;
}

/** Opens the storage that an app's configuration names; the error is a sentence that says why it cannot be. */
export async function openStorage(
  { storage }: Pick<ResolvedConfig, "storage">,
  root: string,
  log: LogSink,
): Promise<Result<OpenedStorage, string>> {
  if (storage === undefined || storage.kind === "memory")
    return ok({ options: {}, close: async () => undefined });
  const store = await openStore(storage, {
    root,
    onError: (error) => void reportFailure(error, "the storage", log),
  });
  if (!store.ok) return store;
  return ok({ options: { store: store.value }, close: async () => store.value.close() });
}
