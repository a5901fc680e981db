import { fileURLToPath } from "node:url";
import { logToStandardError, reportFailure, type LogSink } from "../../server/index.ts";
import { createMemoryStore, parseStoragePlace, type Store } from "../../storage/index.ts";
import { openStore } from "../../storage/open-store.ts";

/** Where a store is opened from. */
export interface StorageOptions {
  /** Folder that relative paths start from, as a path or a file URL. Default: where the process was started. */
  readonly root?: string | URL;
  /** Told what fails in the background. Default: one line on standard error. */
  readonly log?: LogSink;
}

/**
 * Opens what an app keeps calls in, for the option `store` of a server; by default what `EDICT_STORAGE` names.
 * @param place `lmdb:./path`, the address of a Redis, or `memory`
 * @throws Error a sentence that says why it cannot be opened
 * @example createNodeHandler(build, { store: await connectStorage("lmdb:./.edict/store") })
 */
export async function connectStorage(
  place: string = process.env["EDICT_STORAGE"] ?? "memory",
  { root = process.cwd(), log = logToStandardError }: StorageOptions = {},
): Promise<Store> {
  if (place === "redis")
    throw new TypeError(
      "This app keeps its calls in Redis, and a build keeps no address, which may hold a password: set EDICT_STORAGE to it.",
    );
  const parsed = parseStoragePlace(place);
  if (!parsed.ok) throw new TypeError(`connectStorage(): ${parsed.error}`);
  if (parsed.value.kind === "memory") return createMemoryStore();
  const opened = await openStore(parsed.value, {
    root: typeof root === "string" ? root : fileURLToPath(root),
    onError: (error) => void reportFailure(error, "the storage", log),
    onNotice: (line) => log({ level: "warn", line: `edict: the storage ${line}` }),
  });
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}
