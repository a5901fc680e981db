import { expect, test } from "vitest";
import { restartReason } from "./watch-app.ts";

test.each([
  ["change", "edict.config.ts", "edict.config.ts changed."],
  ["add", "next.config.mjs", "next.config.mjs is new."],
  ["unlink", ".env.local", ".env.local is gone."],
  ["add", "src/instrumentation.ts", "src/instrumentation.ts is new."],
  ["unlink", "instrumentation.js", "instrumentation.js is gone."],
])("starts anew after %s of %s", (event, file, reason) => {
  expect(restartReason("/app", event, `/app/${file}`)).toBe(reason);
});

test.each([
  ["change", "instrumentation.ts"],
  ["change", "vite.config.ts"],
  ["change", "app/edict.config.ts"],
  ["add", "app/page.tsx"],
  ["addDir", ".env"],
])("goes on after %s of %s", (event, file) => {
  expect(restartReason("/app", event, `/app/${file}`)).toBeUndefined();
});
