import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findNextPackages } from "./find-next-packages.ts";

function appWith(files: Readonly<Record<string, unknown>>): string {
  const root = mkdtempSync(join(tmpdir(), "edict-packages-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(
      join(root, name),
      typeof content === "string" ? content : JSON.stringify(content),
    );
  }
  return root;
}

test("packages that need next are found, whatever else a manifest says", () => {
  const root = appWith({
    "package.json": {
      dependencies: { one: "1", two: "1", next: "1", gone: "1", odd: "1" },
      devDependencies: { "@scope/three": "1" },
    },
    "node_modules/one/package.json": { peerDependencies: { next: "*" } },
    "node_modules/two/package.json": { dependencies: { react: "*" } },
    "node_modules/next/package.json": { dependencies: { next: "*" } },
    "node_modules/@scope/three/package.json": { dependencies: { next: "*" } },
    "node_modules/odd/package.json": { dependencies: null, peerDependencies: ["next"] },
  });
  expect(findNextPackages(root)).toEqual(["one", "@scope/three"]);
});

test("without a manifest there are none, and one that is no JSON is named", () => {
  expect(findNextPackages(appWith({}))).toEqual([]);
  const root = appWith({ "package.json": '{ "dependencies": {}, }' });
  expect(() => findNextPackages(root)).toThrow(`${join(root, "package.json")} is no JSON`);
});
