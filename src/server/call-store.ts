import { createMemoryStore, type Store } from "../storage/index.ts";
import type { LogSink } from "./log-sink.ts";

/** How often the log says that calls were forgotten. */
const quietMs = 60_000;

/** Makes the store of a server that was given none: in memory, and heard of when it forgets calls before their time. */
export function createCallStore(log: LogSink): Store {
  const state = { forgotten: 0, toldAt: Number.NEGATIVE_INFINITY };
  return createMemoryStore({
    onEvict: (key) => {
      if (!/^(?:call|form):/.test(key)) return;
      state.forgotten += 1;
      const now = performance.now();
      if (now - state.toldAt < quietMs) return;
      log({
        level: "warn",
        line:
          `edict: the record of calls is full, and ${state.forgotten} were forgotten before their day was over: a repetition of one of them would run again. ` +
          'Keep them in a file: storage: "lmdb:./.edict/storage"',
      });
      state.toldAt = now;
      state.forgotten = 0;
    },
  });
}
