import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, isRunnableDevEnvironment, type ViteDevServer } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nativeReactPlugin } from "./native-react-plugin.ts";

const page = `
import { createElement, useState, version } from "react";
import { renderToString } from "react-dom/server";
import "@vitejs/plugin-rsc/vendor/react-server-dom/client.node";
function Counter() { return createElement("p", null, useState(version)[0]); }
export const html = renderToString(createElement(Counter));
export const hook = useState;
`;

const packages = join(import.meta.dirname, "../../node_modules");
const client = "@vitejs/plugin-rsc/vendor/react-server-dom/client.node";

let root: string;
let server: ViteDevServer;

beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "edict-react-")));
  writeFileSync(join(root, "page.js"), page);
  server = await createServer({
    root,
    configFile: false,
    cacheDir: "cache",
    logLevel: "silent",
    server: { middlewareMode: true, ws: false, watch: null },
    plugins: [nativeReactPlugin()],
    resolve: {
      alias: ["react-dom", "react", "@vitejs/plugin-rsc/vendor"].map((name) => ({
        find: new RegExp(`^${name}(?=/|$)`),
        replacement: join(packages, name.replace("/vendor", "/dist/vendor")),
      })),
    },
    environments: {
      ssr: {
        resolve: { noExternal: true },
        optimizeDeps: { noDiscovery: true, include: ["react", "react-dom/server", client] },
      },
    },
  });
});

afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

async function load(): Promise<Record<string, unknown>> {
  const { ssr } = server.environments;
  if (ssr === undefined || !isRunnableDevEnvironment(ssr))
    throw new Error("Vite runs nothing here");
  ssr.runner.clearCache();
  return ssr.runner.import<Record<string, unknown>>(join(root, "page.js"));
}

test("React runs in Node as Vite prepared it: one instance for all, also after everything is loaded anew", async () => {
  const first = await load();
  expect(first["html"]).toMatch(/^<p>\d+\.\d+/);
  const again = await load();
  expect(again["hook"]).toBe(first["hook"]);
  const copies = readdirSync(join(root, "cache")).filter((name) => name.startsWith("deps_ssr-"));
  expect(copies).toHaveLength(1);
  const copy = join(root, "cache", copies[0] ?? "");
  expect(readdirSync(copy)).toContain("react.js");
  // What else is changed in React goes along: without it a form that is posted without JavaScript may never be answered.
  const file = readdirSync(copy).find((name) => name.includes("client__node"));
  expect(readFileSync(join(copy, file ?? ""), "utf8")).toContain(": $$settledBound(args)");
});
