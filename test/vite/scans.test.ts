import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  buildPackage,
  buildSmallApp,
  inspectedActions,
  makeApp,
  removeApp,
  type AppFiles,
} from "./small-app.ts";

const made: string[] = [];

beforeAll(buildPackage, 60_000);

afterAll(() => Promise.all(made.map(removeApp)));

/** Builds an app, counts the bundles of the server's modules that this took, and names the actions that came of it. */
async function buildCounting(
  files: AppFiles,
  plugin = "",
): Promise<{ readonly root: string; readonly bundles: number; readonly actions: string[] }> {
  const root = await makeApp({
    "app/layout.tsx":
      "export default ({ children }) => <html><head /><body>{children}</body></html>;",
    "vite.config.mjs": `export default {
      plugins: [{
        name: "count",
        buildStart() { if (this.environment.name === "rsc") console.log("a bundle begins"); },
        ${plugin}
      }],
    };`,
    "app/page.tsx": `import { Panel } from "../panel";\nexport default () => <Panel />;`,
    "panel.tsx": `"use client";\nimport { save } from "./actions";\nexport const Panel = () => <form action={save} />;`,
    ...files,
  });
  made.push(root);
  const { output, code } = await buildSmallApp(root);
  expect({ output, code }).toMatchObject({ code: 0 });
  const actions = (await inspectedActions(root)).map(({ name }) => name);
  return { root, bundles: output.split("a bundle begins").length - 1, actions };
}

const table = `"use server";
import { Row } from "./row";
export async function save() { return <Row />; }`;
const row = `"use client";\nexport const Row = () => <b>only of the action</b>;`;

test("the server's modules are scanned once, also where only the browser leads to an action", async () => {
  const { bundles, actions } = await buildCounting({ "actions.tsx": table, "row.tsx": row });
  expect({ bundles, actions }).toEqual({ bundles: 2, actions: ["save"] });
}, 120_000);

test("a scan that was begun with too much is repeated, and nothing of that is built", async () => {
  const files = {
    "actions.tsx": table,
    "row.tsx": row,
    "other-panel.tsx": `"use client";\nexport const Panel = () => <p>another one</p>;`,
  };
  const swap = `resolveId: { order: "pre", handler(id, importer) {
    return id.endsWith("/panel") ? this.resolve(id.replace("panel", "other-panel"), importer) : undefined;
  } },`;
  const { root, bundles, actions } = await buildCounting(files, `enforce: "pre", ${swap}`);
  expect({ bundles, actions }).toEqual({ bundles: 3, actions: [] });
  const folder = join(root, ".edict/build/client/_edict");
  const texts = await Promise.all(
    (await readdir(folder)).map((name) => readFile(join(folder, name), "utf8")),
  );
  expect(texts.join("\n")).toContain("another one");
  expect(texts.join("\n")).not.toContain("only of the action");
}, 120_000);
