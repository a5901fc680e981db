import { afterAll, beforeAll, expect, test } from "vitest";
import {
  buildPackage,
  makeApp,
  removeApp,
  startSmallApp,
  until,
  writeFiles,
  type ServedApp,
} from "./small-app.ts";

/** Tells on standard output which module was compiled for which environment. */
const viteConfig = `export default {
  plugins: [
    {
      name: "tells-transforms",
      transform(_code, id) {
        if (!id.includes("node_modules") && id.startsWith(import.meta.dirname))
          console.log("compiled " + this.environment.name + " " + id.slice(import.meta.dirname.length + 1) + ";");
      },
    },
  ],
};`;

const parts = Array.from({ length: 20 }, (_, index) => index);
const actions = (index: number, text: string): string =>
  `"use server"; export async function save${index}() { return ${JSON.stringify(text)}; }`;
const panel = (index: number, text: string): string =>
  `"use client"; import { save${index} } from "./actions-${index}";
   export const Panel${index} = () => <button onClick={() => save${index}()}>${text}</button>;`;
const page = `${parts.map((index) => `import { Panel${index} } from "../parts/panel-${index}";`).join("\n")}
export default () => <main>${parts.map((index) => `<Panel${index} />`).join("")}</main>;`;

let root = "";
let dev: ServedApp;

beforeAll(async () => {
  await buildPackage();
  root = await makeApp({
    "vite.config.js": viteConfig,
    "app/layout.tsx":
      "export default ({ children }) => <html><head /><body>{children}</body></html>;",
    "app/page.tsx": page,
    ...Object.fromEntries(
      parts.flatMap((index) => [
        [`parts/actions-${index}.ts`, actions(index, "first")],
        [`parts/panel-${index}.tsx`, panel(index, String(index))],
      ]),
    ),
  });
  dev = await startSmallApp(root);
}, 90_000);

afterAll(async () => {
  await dev.stop();
  await removeApp(root);
});

/** Loads the page, as a document and as the browser's module of one panel, which Vite serves. */
async function load(): Promise<void> {
  const document = await fetch(dev.url, { headers: { accept: "text/html" } });
  expect(document.status).toBe(200);
  await document.text();
  for (const index of parts) await (await fetch(`${dev.url}/parts/panel-${index}.tsx`)).text();
  await (await fetch(`${dev.url}/parts/actions-7.ts`)).text();
}

/** What was compiled since the output was that long. */
function compiledAfter(length: number): Set<string> {
  const lines = [
    ...dev
      .output()
      .slice(length)
      .matchAll(/compiled (\w+ .+?);/g),
  ];
  return new Set(lines.map(([, compiled]) => compiled ?? ""));
}

/** Changes a file, and gives what is compiled until its page is there again. */
async function compiledFor(file: string, text: string): Promise<string[]> {
  const told = dev.output().length;
  await writeFiles(root, { [file]: text });
  await until(async () => {
    await load();
    return compiledAfter(told).has(`client ${file}`);
  });
  await load();
  return [...compiledAfter(told)].toSorted();
}

test("after a change of one file only that file is compiled again, in development", async () => {
  await load();
  await load();
  expect(compiledAfter(0).size).toBeGreaterThan(parts.length);

  const forAction = await compiledFor("parts/actions-7.ts", actions(7, "second"));
  // Vite writes the reference to the component that imports it again; its text was not compiled for that.
  expect(forAction.filter((each) => each !== "rsc parts/panel-7.tsx")).toEqual([
    "client parts/actions-7.ts",
    "ssr parts/actions-7.ts",
  ]);
  const forPanel = await compiledFor("parts/panel-3.tsx", panel(3, "three"));
  expect(forPanel).toEqual([
    "client parts/panel-3.tsx",
    "rsc parts/panel-3.tsx",
    "ssr parts/panel-3.tsx",
  ]);
}, 60_000);
