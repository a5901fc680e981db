import { expect, test } from "vitest";
import { restartAdvice } from "./watch-app.ts";

test.each([
  ["change", "edict.config.ts", "edict.config.ts changed: restart edict dev to use it."],
  ["add", "next.config.mjs", "next.config.mjs changed: restart edict dev to use it."],
  ["unlink", ".env.local", ".env.local changed: restart edict dev to use it."],
  ["add", "src/instrumentation.ts", "src/instrumentation.ts is new: restart edict dev to run it."],
  [
    "unlink",
    "instrumentation.js",
    "instrumentation.js is gone: restart edict dev to run without it.",
  ],
])("says to restart after %s of %s", (event, file, advice) => {
  expect(restartAdvice("/app", event, `/app/${file}`)).toBe(advice);
});

test.each([
  ["change", "instrumentation.ts"],
  ["change", "vite.config.ts"],
  ["change", "app/edict.config.ts"],
  ["add", "app/page.tsx"],
  ["addDir", ".env"],
])("needs no restart after %s of %s", (event, file) => {
  expect(restartAdvice("/app", event, `/app/${file}`)).toBeUndefined();
});
