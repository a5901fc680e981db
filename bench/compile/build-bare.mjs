// Builds the app of the bench with `@vitejs/plugin-rsc` alone: the same modules, React plugin and options of Vite as
// `edict build` has, and nothing of Edict. usage: node build-bare.mjs <folder>
import { readdirSync } from "node:fs";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import rsc from "@vitejs/plugin-rsc";
import { createBuilder } from "vite";

const root = process.argv[2];
process.env["NODE_ENV"] = "production";

const pages = readdirSync(join(root, "app"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `  "/${name}": () => import("/app/${name}/page.tsx"),`);

/** @type {Record<string, string>} */
const entries = {
  "virtual:bare/rsc": `
import { createElement } from "react";
import { decodeReply, loadServerAction, renderToReadableStream } from "@vitejs/plugin-rsc/rsc";
import Layout from "/app/layout.tsx";
const pages = {
  "/": () => import("/app/page.tsx"),
${pages.join("\n")}
};
export default async function handle(request) {
  if (request.method === "POST") {
    const action = await loadServerAction(request.headers.get("x-action"));
    return new Response(renderToReadableStream(await action(...(await decodeReply(await request.text())))));
  }
  const { default: Page } = await pages[new URL(request.url).pathname]();
  const stream = renderToReadableStream(createElement(Layout, null, createElement(Page, { params: Promise.resolve({}) })));
  const { renderDocument } = await import.meta.viteRsc.loadModule("ssr", "index");
  return new Response(await renderDocument(stream), { headers: { "content-type": "text/html" } });
}`,
  "virtual:bare/ssr": `
import { createFromReadableStream } from "@vitejs/plugin-rsc/ssr";
import { renderToReadableStream } from "react-dom/server.edge";
export async function renderDocument(stream) {
  const bootstrapScriptContent = await import.meta.viteRsc.loadBootstrapScriptContent("index");
  return renderToReadableStream(await createFromReadableStream(stream), { bootstrapScriptContent });
}`,
  "virtual:bare/browser": `
import { createFromFetch, encodeReply, setServerCallback } from "@vitejs/plugin-rsc/browser";
import { hydrateRoot } from "react-dom/client";
setServerCallback(async (id, args) =>
  createFromFetch(fetch(location.href, { method: "POST", headers: { "x-action": id }, body: await encodeReply(args) })),
);
hydrateRoot(document, await createFromFetch(fetch(location.href)));`,
  "next/cache": `
export function revalidatePath() {}
export function revalidateTag() {}
export function updateTag() {}`,
  "next/headers": `
export async function cookies() { return new Map(); }`,
  "next/navigation": `
export function redirect() { throw new Error("redirect"); }
export function unauthorized() { throw new Error("unauthorized"); }`,
};

/** @type {import("vite").Plugin} */
const bareEntries = {
  name: "bench:entries",
  enforce: "pre",
  resolveId: (id) => (id in entries ? `\0bare:${id}` : undefined),
  load: (id) => (id.startsWith("\0bare:") ? entries[id.slice("\0bare:".length)] : undefined),
};

/** @param {string} name */
const server = (name) => ({
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
  build: { outDir: `.bare/${name}`, emptyOutDir: true, minify: false, target: "node20" },
});

const builder = await createBuilder({
  root,
  configFile: false,
  logLevel: "warn",
  cacheDir: ".bare/cache",
  resolve: { tsconfigPaths: true, dedupe: ["react", "react-dom"] },
  environments: {
    client: {
      define: { "process.env": "{}" },
      build: { outDir: ".bare/client", emptyOutDir: true },
    },
    ssr: server("ssr"),
    rsc: server("rsc"),
  },
  plugins: [
    bareEntries,
    rsc({
      entries: {
        rsc: "virtual:bare/rsc",
        ssr: "virtual:bare/ssr",
        client: "virtual:bare/browser",
      },
      serverHandler: false,
    }),
    react(),
  ],
});
await builder.buildApp();
