import type { EventEmitter } from "node:events";
import type { Plugin } from "vite";

/** What happens on disk. */
export type FileEvents = EventEmitter<{
  /** `add`, `change`, `unlink`, … and the absolute path. */
  file: [event: string, file: string];
  /** Another watcher took over: what happened in between was seen by none. */
  gap: [];
}>;

/** Hands on what Vite's watcher sees. Vite makes a new watcher whenever it restarts itself, and asks its plugins again. */
export function fileEventsPlugin(events: FileEvents): Plugin {
  const first = { isNext: true };
  return {
    name: "edict:file-events",
    apply: "serve",
    configureServer({ watcher }) {
      if (!first.isNext) watcher.once("ready", () => events.emit("gap"));
      first.isNext = false;
      watcher.on("all", (event, file) => events.emit("file", event, file));
    },
  };
}
