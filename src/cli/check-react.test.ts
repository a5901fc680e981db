import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkReact, isNewEnough } from "./check-react.ts";

async function problemWith(installed: Record<string, string>): Promise<string | undefined> {
  const root = await mkdtemp(join(tmpdir(), "edict-react-"));
  try {
    for (const [name, version] of Object.entries(installed)) {
      await mkdir(join(root, "node_modules", name), { recursive: true });
      await writeFile(
        join(root, "node_modules", name, "package.json"),
        JSON.stringify({ name, version }),
      );
    }
    return (await checkReact(root))?.replaceAll(root, "<app>");
  } finally {
    await rm(root, { recursive: true });
  }
}

test("an app with a good React may go on", async () => {
  expect(await problemWith({ react: "19.3.1", "react-dom": "19.4.0" })).toBeUndefined();
});

test("a missing React is named with the command that installs it", async () => {
  expect(await problemWith({})).toBe(
    "react is not installed in <app>. Run: npm install react@^19.3.1 react-dom@^19.3.1",
  );
  expect(await problemWith({ react: "19.3.1" })).toContain("react-dom is not installed in <app>");
});

test("an old React is refused, with the reason", async () => {
  expect(await problemWith({ react: "19.3.0", "react-dom": "19.3.0" })).toContain(
    "react 19.3.0 is installed in <app>; 19.3.1 or a later 19 is needed",
  );
});

test.each([
  ["19.3.1", true],
  ["19.3.2", true],
  ["19.10.0", true],
  ["19.4.0-canary-1", true],
  ["19.3.1-rc.1", false],
  ["19.3.0", false],
  ["19.2.9", false],
  ["18.3.1", false],
  ["20.0.0", false],
  ["latest", false],
])("React %s is new enough: %s", (version, expected) => {
  expect(isNewEnough(version)).toBe(expected);
});
