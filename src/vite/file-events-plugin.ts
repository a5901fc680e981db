import type { EventEmitter } from "node:events";
import type { Plugin } from "vite";

/** What happened to which file: `add`, `change`, `unlink`, … and its absolute path. */
export type FileEvents = EventEmitter<{ file: [event: string, file: string] }>;

/** Hands on what Vite's watcher sees. Vite makes a new watcher whenever it restarts itself, and asks its plugins again. */
export function fileEventsPlugin(events: FileEvents): Plugin {
  return {
    name: "edict:file-events",
    apply: "serve",
    configureServer({ watcher }) {
      watcher.on("all", (event, file) => events.emit("file", event, file));
    },
  };
}
