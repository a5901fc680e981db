import { expect, test } from "vitest";
import { packageName } from "./package-name.ts";

const taken = new Set(["edict", "react"]);

test.each([
  ["notes", "notes"],
  ["My App", "my-app"],
  ["Crème Brûlée!", "creme-brulee"],
  [".hidden", "hidden"],
  ["_private", "private"],
  ["a@b/c", "a-b-c"],
  ["v1.2~x", "v1.2~x"],
  ["日本", "app"],
  ["--", "app"],
  ["", "app"],
  ["edict", "edict-app"],
  ["React", "react-app"],
  ["node_modules", "node_modules-app"],
  ["x".repeat(300), "x".repeat(200)],
])("the folder %j makes the package %j", (folder, name) => {
  expect(packageName(folder, taken)).toBe(name);
});
