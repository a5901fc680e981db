import { randomUUID } from "node:crypto";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
// @ts-expect-error a script without declarations
import { fetchRuntime as fetchUntyped } from "../../scripts/fetch-runtimes.mjs";
import { readCodeBlocks } from "../docs/read-code-blocks.ts";
import { buildPackage, buildSmallApp, makeApp, removeApp } from "../vite/small-app.ts";
import { runHost, type HostCommand, type RunningHost } from "./run-host.ts";
import type { SmokeHost } from "./host-client.ts";
import { smokeStories } from "./smoke.ts";

// Its own comment says so.
const fetchRuntime = fetchUntyped as (name: "bun" | "deno" | "workerd") => string;

/** The app of `test/fixtures/apps/hosts`, built once, and beside it the files that the guide shows. */
const app = { root: "" };
const facts: { current?: Omit<SmokeHost, "origin"> } = {};

beforeAll(async () => {
  await buildPackage();
  app.root = await makeApp({});
  await cp("test/fixtures/apps/hosts", app.root, {
    recursive: true,
    filter: (path) => !path.endsWith(".edict"),
  });
  for (const { filename, code } of readCodeBlocks(await readFile("docs/guide/hosts.md", "utf8")))
    if (filename !== undefined) await writeFile(join(app.root, filename), code);
  const built = await buildSmallApp(app.root, {}, ["--worker"]);
  expect(built.output).toContain("Built 5 routes and 10 actions");
  facts.current = await readFacts(app.root);
}, 240_000);
afterAll(() => removeApp(app.root));

async function readFacts(root: string): Promise<Omit<SmokeHost, "origin">> {
  // Written by the build that just ran.
  const manifest = JSON.parse(await readFile(join(root, ".edict/build/manifest.json"), "utf8")) as {
    buildId: string;
    static: { path: string; immutable: boolean }[];
    inspection: { actions: { id: string; name: string }[] };
  };
  return {
    build: `${manifest.buildId}.1`,
    ids: Object.fromEntries(manifest.inspection.actions.map(({ name, id }) => [name, id])),
    asset: manifest.static.find(({ immutable }) => immutable)?.path ?? "",
  };
}

const node = (file: string): HostCommand => ({ program: process.execPath, args: () => [file] });
const bun = (): HostCommand => ({
  program: fetchRuntime("bun"),
  args: () => [".edict/build/server.js"],
});
const deno = (...permissions: readonly string[]): HostCommand => ({
  program: fetchRuntime("deno"),
  args: (port) =>
    ["serve", ...permissions, "--host", "127.0.0.1", "--port", String(port)].concat(
      ".edict/build/server.js",
    ),
});
const workerd = (): HostCommand => ({
  program: fetchRuntime("workerd"),
  args: (port) => ["serve", "worker.capnp", "--socket-addr", `http=127.0.0.1:${port}`],
});

interface TestedHost {
  readonly name: string;
  readonly command: () => HostCommand;
  readonly hearsOfLeaving: boolean;
  /** Whether the guide gives it routes beside the app. */
  readonly hasRoutes?: boolean;
}

const hosts: readonly TestedHost[] = [
  { name: "Express", command: () => node("express.mjs"), hearsOfLeaving: true, hasRoutes: true },
  { name: "Fastify", command: () => node("fastify.mjs"), hearsOfLeaving: true, hasRoutes: true },
  { name: "Hono on Node", command: () => node("hono.mjs"), hearsOfLeaving: true, hasRoutes: true },
  { name: "Bun", command: bun, hearsOfLeaving: true },
  {
    name: "Deno",
    command: () => deno("--allow-env", "--allow-read", "--allow-net"),
    hearsOfLeaving: true,
  },
  { name: "workerd", command: workerd, hearsOfLeaving: false },
];

describe.each(hosts)("on $name", ({ name, command, hearsOfLeaving, hasRoutes = false }) => {
  const running: { host?: RunningHost } = {};
  const host = (): RunningHost => {
    if (running.host === undefined) throw new Error(`${name} did not start`);
    return running.host;
  };
  beforeAll(async () => {
    running.host = await runHost(app.root, command());
  }, 90_000);
  afterAll(() => running.host?.stop());
  smokeStories(() => smokeHost(host()), { hearsOfLeaving });

  if (hasRoutes)
    test("leaves the host its own routes, with their bodies", async () => {
      const { origin } = host();
      expect(await (await fetch(`${origin}/health`)).text()).toBe("well");
      const posted = await fetch(`${origin}/hooks`, {
        method: "POST",
        body: '{"paid":true}',
        headers: { "content-type": "application/json" },
      });
      expect(await posted.json()).toEqual({ paid: true });
    });
});

function smokeHost({ origin }: RunningHost): SmokeHost {
  if (facts.current === undefined) throw new Error("the app was not built");
  return { origin, ...facts.current };
}

test.each([
  ["Bun", bun],
  ["Deno", () => deno("--allow-all")],
] as const)(
  "on %s a call is remembered over a restart where calls are kept in LMDB",
  async (name, command) => {
    const env = { EDICT_STORAGE: `lmdb:./kept-${name}` };
    const callId = randomUUID();
    const texts: string[] = [];
    for (let turn = 0; turn < 2; turn += 1) {
      const started = await runHost(app.root, command(), env);
      try {
        const { origin, ids, build } = smokeHost(started);
        const answer = await fetch(`${origin}/`, {
          method: "POST",
          body: "[]",
          headers: {
            origin,
            accept: "text/x-component",
            "content-type": "text/plain;charset=utf-8",
            "edict-action": ids["stamp"] ?? "",
            "edict-build": build,
            "edict-call": callId,
          },
        });
        texts.push(await answer.text());
      } finally {
        await started.stop();
      }
    }
    expect(texts[0]).toContain('"returned"');
    expect(texts[1]).toBe(texts[0]);
  },
);

test.each([
  ["EDICT_KEYS", "edict keys new"],
  ["EDICT_ORIGINS", "EDICT_ORIGINS="],
])("a host without %s does not start, and says what to set", async (name, advice) => {
  const starting = runHost(app.root, bun(), { [name]: "" });
  await expect(starting).rejects.toThrow(advice);
});
