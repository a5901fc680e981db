import { EventEmitter } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "vite";
import { expect, onTestFinished, test, vi } from "vitest";
import { fileEventsPlugin, type FileEvents } from "./file-events-plugin.ts";

test("a save right after another is told of too, to all who watch", async () => {
  const root = mkdtempSync(join(tmpdir(), "edict-events-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const file = join(root, "page.js");
  writeFileSync(file, "1");
  const events: FileEvents = new EventEmitter();
  const server = await createServer({
    root,
    configFile: false,
    logLevel: "silent",
    server: { middlewareMode: true, ws: false, watch: {} },
    plugins: [fileEventsPlugin(events)],
  });
  onTestFinished(() => server.close());
  const told: string[] = [];
  events.on("file", (event, path) => told.push(`${event} ${path}`));
  let byVite = 0;
  server.watcher.on("change", () => {
    byVite++;
    if (byVite === 1) writeFileSync(file, "saved again, at once");
  });
  // Until the watcher has begun to look.
  for (let count = 0; byVite === 0 && count < 100; count++) {
    writeFileSync(file, String(count));
    await new Promise((done) => setTimeout(done, 100));
  }
  await vi.waitFor(() => expect(byVite).toBe(2), 5_000);
  expect(told).toEqual([`change ${file}`, `change ${file}`]);
});
