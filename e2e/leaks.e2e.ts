import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { storiesApp } from "./apps.ts";
import { runApp } from "./run-app.ts";

const root = join(import.meta.dirname, "..", storiesApp);

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const textOf = (file: string): string => readFileSync(file, "latin1");

test("nothing of an action's module reaches a file of the browser", () => {
  const files = filesBelow(".edict/build/client");
  const words = [
    "secret-message-1701", // a string of an action
    "captured-secret-4242", // a captured value
    "incrementQuietly", // a name
    "describeUpload",
    "node:timers", // imports
    "edict-stories.store",
    "story.actions", // a file name
  ];
  expect(files.length).toBeGreaterThan(5);
  for (const file of files)
    for (const word of words) expect(textOf(file).includes(word), `${word} in ${file}`).toBe(false);
  expect(files.filter((file) => file.endsWith(".map"))).toEqual([]);
});

test("no secret is in any built file", async () => {
  const running = await runApp({ dir: storiesApp, mode: "production" }); // makes the keys, where there are none yet
  await running.stop();
  const secrets = filesBelow(".edict/secrets").map((file) => textOf(file).trim());
  expect(secrets.length).toBe(2);
  const parts = secrets.map((secret) => secret.replace(/^k\d+:/, ""));
  for (const file of filesBelow(".edict/build"))
    for (const part of parts) expect(textOf(file).includes(part), file).toBe(false);
});

test("an answer of the server shows no path of this machine and no source", async () => {
  const running = await runApp({ dir: storiesApp, mode: "production" });
  try {
    for (const path of [
      "/",
      "/errors?fail=server",
      "/no/such/page",
      "/api/echo",
      "/%00",
      "/inline",
    ]) {
      const text = await (await fetch(running.url + path)).text();
      expect(text, path).not.toContain(root);
      expect(text, path).not.toContain("secret-message-1701");
      expect(text, path).not.toContain("captured-secret-4242");
    }
  } finally {
    await running.stop();
  }
});
