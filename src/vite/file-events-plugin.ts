import type { EventEmitter } from "node:events";
import type { Stats } from "node:fs";
import { stat } from "node:fs/promises";
import type { Plugin } from "vite";

/** What happens on disk. */
export type FileEvents = EventEmitter<{
  /** `add`, `change`, `unlink`, … and the absolute path. */
  file: [event: string, file: string];
  /** Another watcher took over: what happened in between was seen by none. */
  gap: [];
}>;

/** For so long Vite's watcher drops each further change of a file that it told of, in milliseconds; with some to spare. */
const deafMs = 50 + 20;

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
      tellLateChanges(watcher);
    },
  };
}

/** Tells of a save that comes right after another, as editors make it who format what they saved: the watcher drops it. */
function tellLateChanges(watcher: EventEmitter): void {
  const changed = (file: string, { mtimeMs }: Stats): void => {
    const look = async (): Promise<void> => {
      const now = await stat(file);
      if (now.mtimeMs === mtimeMs) return;
      watcher.emit("change", file, now);
      watcher.emit("all", "change", file, now);
    };
    // One that is gone meanwhile is told of as such.
    setTimeout(() => look().catch(() => undefined), deafMs).unref();
  };
  watcher.on("change", (file: string, stats?: Stats) => {
    if (stats !== undefined) changed(file, stats);
  });
}
