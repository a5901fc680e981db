import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CompiledAction } from "edict/compiler";
import { build as esbuild } from "esbuild";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { edictEsbuild } from "./plugins/esbuild.mjs";
import { edictRolldown } from "./plugins/rolldown.mjs";
import type { PluginOptions } from "./plugins/write-actions-module.mjs";

const root = import.meta.dirname;
const app = (file: string): string => join(root, "app", file);
const define = { "process.env.NODE_ENV": JSON.stringify("production") };

/** Bundles one entry for one side into a folder. */
type Bundle = (entry: string, outdir: string, plugin: PluginOptions) => Promise<void>;

const withEsbuild: Bundle = async (entry, outdir, plugin) => {
  const isServer = plugin.environment === "server";
  await esbuild({
    entryPoints: [entry],
    outdir,
    bundle: true,
    format: "esm",
    splitting: true,
    outExtension: { ".js": ".mjs" },
    platform: isServer ? "node" : "browser",
    conditions: isServer ? ["react-server"] : [],
    define,
    logLevel: "silent",
    // What of React is CommonJS asks for Node's modules by `require`.
    ...(isServer
      ? {
          banner: {
            js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
          },
        }
      : {}),
    plugins: [edictEsbuild(plugin)],
  });
};

const withRolldown: Bundle = async (entry, dir, plugin) => {
  const isServer = plugin.environment === "server";
  const bundle = await rolldown({
    input: entry,
    platform: isServer ? "node" : "browser",
    resolve: isServer ? { conditionNames: ["react-server", "node", "import", "default"] } : {},
    transform: { define },
    plugins: [edictRolldown(plugin)],
  });
  await bundle.write({
    dir,
    format: "esm",
    entryFileNames: "[name].mjs",
    chunkFileNames: "[name]-[hash].mjs",
  });
  await bundle.close();
};

/** What `app/main.ts` exports. */
interface Client {
  readonly start: (target: { endpoint: string; build: string }) => void;
  readonly greet: (name: string) => Promise<{ text: string; again: () => Promise<string> }>;
  readonly askedWith: (header: string) => Promise<string | null>;
}

describe.each([
  ["esbuild", withEsbuild],
  ["rolldown", withRolldown],
])("a plugin for %s", (name, bundle) => {
  let folder: string;
  let client: Client;
  let running: { server: Server; url: string } | undefined;

  beforeAll(async () => {
    // Anywhere: nothing but Node's own modules is left out of the bundles.
    folder = await mkdtemp(join(tmpdir(), `edict-${name}-`));
    const found = new Map<string, readonly CompiledAction[]>();
    const shared = { root, idSecret: "a secret of this test", buildId: "b1", found };
    await bundle(app("main.ts"), join(folder, "client"), { ...shared, environment: "client" });
    await bundle(app("server.ts"), join(folder, "server"), { ...shared, environment: "server" });
    const load = (file: string): Promise<unknown> => import(pathToFileURL(join(folder, file)).href);
    const { listen } = (await load("server/server.mjs")) as {
      listen: (keys: string) => Promise<{ server: Server; url: string }>;
    };
    const { url } = (running = await listen(`k1:${randomBytes(32).toString("base64")}`));
    // As much of a browser as a call needs.
    vi.stubGlobal("document", new EventTarget());
    vi.stubGlobal("location", new URL(url));
    vi.stubGlobal("addEventListener", () => undefined);
    client = (await load("client/main.mjs")) as Client;
    client.start({ endpoint: `${url}/_edict/actions`, build: "b1.1" });
  }, 60_000);
  afterAll(async () => {
    vi.unstubAllGlobals();
    running?.server.close();
    await rm(folder, { recursive: true });
  });

  test("calls an action over HTTP", async () => {
    expect((await client.greet("Ada")).text).toBe("Hello, Ada");
  });

  test("calls an action that came back, with what it closes over", async () => {
    const { again } = await client.greet("Ada");
    expect(await again()).toBe("Good day, Ada");
  });

  test("gives an action the request", async () => {
    expect(await client.askedWith("edict-build")).toBe("b1.1");
  });

  test("sends nothing of an action's source to the browser", async () => {
    const files = await readdir(join(folder, "client"));
    const texts = await Promise.all(
      files.map((file) => readFile(join(folder, "client", file), "utf8")),
    );
    expect(texts.join("")).not.toContain("Good day");
  });

  test("fails a bundle with a mistake", async () => {
    const options = { root, idSecret: "x", buildId: "b1", found: new Map() };
    const bundling = bundle(join(root, "mistakes/not-async.actions.ts"), join(folder, "mistake"), {
      ...options,
      environment: "client",
    });
    await expect(bundling).rejects.toThrow(/limit/);
  });
});
