import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
// Inside the repository, so that the bundle finds the packages it imports.
const folder = mkdtempSync(join(root, "node_modules/.flight-reference-"));

const writer = `
import { createRequire } from "node:module";
import { registerAction, bindCaptures } from "./src/action/index.ts";
import { createRequestStore, runWithStore } from "./src/context/index.ts";
const { renderToPipeableStream } = createRequire(import.meta.url)("@vitejs/plugin-rsc/vendor/react-server-dom/server.node");
const id = (letter) => letter.repeat(50);
const store = createRequestStore({
  phase: "render", method: "GET", url: "http://localhost:3000/", cookieHeader: "",
  headers: () => new Headers(), signal: () => new AbortController().signal, development: false,
  sealer: { seal: (id, slot, values) => "sealed:" + id[0] + slot + JSON.stringify(values) },
});
runWithStore(store, () => {
  const plain = registerAction(async () => {}, id("a"));
  const captured = bindCaptures(async () => {}, id("b"), () => ["user 5"]);
  const model = { plain, again: plain, bound: plain.bind(null, 7), captured, both: captured.bind(null, 8) };
  renderToPipeableStream(model, {}).pipe(process.stdout);
});
`;

let rows: Map<string, unknown>;

beforeAll(async () => {
  const bundle = await rolldown({
    input: "writer",
    cwd: root,
    platform: "node",
    external: ["cookie"],
    plugins: [
      {
        name: "writer",
        resolveId: (source) => (source === "writer" ? join(root, "writer.mjs") : undefined),
        load: (name) => (name === join(root, "writer.mjs") ? writer : undefined),
      },
    ],
  });
  const file = join(folder, "writer.mjs");
  await bundle.write({ file, format: "esm" });
  const text = execFileSync(process.execPath, ["--conditions=react-server", file], {
    encoding: "utf8",
    timeout: 60_000,
    env: { ...process.env, NODE_ENV: "production" },
  });
  rows = new Map(
    text
      .trim()
      .split("\n")
      .map((row) => {
        const [key = "", json = ""] = row.split(/:(.*)/s);
        return [key, JSON.parse(json) as unknown];
      }),
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Follows `$h1` to its row, and the row's promise of bound arguments to theirs. */
function written(name: string): { readonly id: string; readonly bound: unknown } {
  const model = rows.get("0") as Record<string, string>; // the row this test's writer made
  const row = rows.get(model[name]?.replace("$h", "") ?? "") as {
    id: string;
    bound: string | null;
  };
  return { id: row.id, bound: row.bound === null ? null : rows.get(row.bound.replace("$@", "")) };
}

test("React's Flight server writes a registered action by its id, once", () => {
  expect(written("plain")).toEqual({ id: "a".repeat(50), bound: null });
  const model = rows.get("0") as Record<string, string>; // as above
  expect(model["again"]).toBe(model["plain"]);
});

test("it writes bound arguments after the id", () => {
  expect(written("bound")).toEqual({ id: "a".repeat(50), bound: [7] });
});

test("it writes captures sealed, and never as they are", () => {
  expect(written("captured")).toEqual({ id: "b".repeat(50), bound: ['sealed:b0["user 5"]'] });
  expect(written("both")).toEqual({ id: "b".repeat(50), bound: ['sealed:b0["user 5"]', 8] });
});
