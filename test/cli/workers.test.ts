import { type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { rm, writeFile } from "node:fs/promises";
import { Agent } from "node:http";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { runProgram, type RunningApp } from "../../e2e/run-app.ts";
import { freePort } from "../free-port.ts";
import {
  buildPackage,
  buildSmallApp,
  findAction,
  makeApp,
  removeApp,
  until,
} from "../vite/small-app.ts";
import {
  command,
  get,
  pidsOf,
  startWorkers,
  stopAtEnd,
  untilServing,
  type Got,
} from "./start-workers.ts";

let root = "";

beforeAll(async () => {
  await buildPackage();
  root = await makeApp({
    "app/layout.tsx": "export default ({ children }) => <html><body>{children}</body></html>;",
    "app/page.tsx": `import { spin } from "./actions.ts";
      export default () => <form action={spin}><button>Spin</button></form>;`,
    "app/actions.ts": `"use server";
      export async function spin() { for (;;); }`,
    "app/pid/route.ts": "export const GET = () => new Response(String(process.pid));",
    "app/slow/route.ts": `export const GET = () => {
      const encoder = new TextEncoder();
      return new Response(new ReadableStream({
        start(controller) {
          controller.enqueue(encoder.encode("first "));
          setTimeout(() => {
            controller.enqueue(encoder.encode("last"));
            controller.close();
          }, 600);
        },
      }));
    };`,
    // With the file \`broken\` in place an app ends as soon as it starts.
    "instrumentation.ts": `import { existsSync } from "node:fs";
      export function register() { if (existsSync("broken")) process.exit(7); }`,
  });
  expect(await buildSmallApp(root)).toMatchObject({ code: 0 });
}, 120_000);

afterAll(() => removeApp(root));

const start = (...options: string[]): Promise<RunningApp> => startWorkers(root, options);

/** Asks again and again until \`stop\`; counts how it went. */
function keepAsking(url: string): { readonly stop: () => Promise<Map<string, number>> } {
  const counts = new Map<string, number>();
  const state = { on: true };
  const visitors = Array.from({ length: 4 }, async () => {
    while (state.on) {
      const { status, text } = await get(url);
      const key = status === 0 ? text : String(status);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  });
  return {
    stop: async () => {
      state.on = false;
      await Promise.all(visitors);
      return counts;
    },
  };
}

async function exitOf(child: ChildProcess): Promise<unknown> {
  if (child.exitCode !== null) return child.exitCode;
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  return code ?? signal;
}

test("several workers share a port; one that an action keeps busy without a pause is replaced, and the others serve on", async () => {
  const app = await start("--workers", "2", "--stuck-after", "1");
  const before = await untilServing(app, 2);
  const load = keepAsking(`${app.url}/pid`);
  const spin = await findAction(root, "spin");
  const stuck = fetch(app.url, {
    method: "POST",
    body: "[]",
    headers: {
      origin: app.url,
      "content-type": "text/plain;charset=utf-8",
      "edict-action": spin,
    },
  }).then(
    ({ status }) => String(status),
    (error: unknown) => String(error),
  );
  expect(await stuck).toContain("fetch failed");
  const after = await untilServing(app, 1);
  await until(async () => {
    for (const pid of await pidsOf(app)) after.add(pid);
    return [...after].some((pid) => !before.has(pid));
  });
  const counts = await load.stop();
  expect(app.output()).toMatch(/Worker \d \(process \d+\) has not answered for 1 s/);
  expect(app.output()).toMatch(/ended by SIGKILL; another takes its place in 100 ms/);
  // Those that the busy worker had taken are cut with it; nobody else notices.
  expect(counts.get("200")).toBeGreaterThan(8);
  const lost =
    [...counts.values()].reduce((sum, count) => sum + count, 0) - (counts.get("200") ?? 0);
  expect(lost, JSON.stringify([...counts])).toBeLessThanOrEqual(4);
}, 60_000);

test("a worker that is killed is replaced, and only what it had taken is lost", async () => {
  const app = await start("--workers", "2");
  const [first] = await untilServing(app, 2);
  const load = keepAsking(`${app.url}/pid`);
  process.kill(Number(first), "SIGKILL");
  await until(() => app.output().includes(`(process ${first}) ended by SIGKILL`));
  const now = await untilServing(app, 2);
  expect(now).not.toContain(first);
  const counts = await load.stop();
  expect(counts.get("200")).toBeGreaterThan(8);
  expect([...counts.keys()].filter((key) => !["200", "ECONNRESET"].includes(key))).toEqual([]);
  expect(counts.get("ECONNRESET") ?? 0).toBeLessThanOrEqual(4);
}, 60_000);

test.each(["1", "2"])(
  "SIGTERM under load breaks nothing off that was taken, with %s workers",
  async (workers) => {
    const app = await start("--workers", workers);
    await untilServing(app, Number(workers));
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    onTestFinished(() => agent.destroy());
    const state = { on: true };
    const ask = async (kept: Agent | false): Promise<Got[]> => {
      const results: Got[] = [];
      while (state.on && results.at(-1)?.status !== 0)
        results.push(await get(`${app.url}/pid`, kept));
      return results;
    };
    const kept = Array.from({ length: 8 }, () => ask(agent));
    const fresh = Array.from({ length: 4 }, () => ask(false));
    // Answers that have begun, on connections of which nobody could say by then that they end.
    const slow = await Promise.all(Array.from({ length: 6 }, () => fetch(`${app.url}/slow`)));
    // Open, and silent: it keeps nobody waiting.
    const idle = new Agent({ keepAlive: true });
    onTestFinished(() => idle.destroy());
    await get(`${app.url}/pid`, idle);
    app.process.kill("SIGTERM");
    expect(await exitOf(app.process), app.output()).toBe(0);
    state.on = false;
    for (const answer of slow) expect(await answer.text()).toBe("first last");
    const onKept = (await Promise.all(kept)).flat();
    expect(onKept.some(({ connection }) => connection === "close")).toBe(true);
    expect(onKept.some(({ reused }) => reused)).toBe(true);
    expect(onKept.filter(({ status, reused }) => reused && status !== 200)).toEqual([]);
    // Whoever connects in the instant in which the port closes is told so in one way or the other.
    for (const results of [...(await Promise.all(kept)), ...(await Promise.all(fresh))]) {
      expect(results.pop()?.text).toMatch(/^ECONN(?:REFUSED|RESET)$/);
      expect(results.every(({ status }) => status === 200)).toBe(true);
    }
  },
  60_000,
);

test.each(["1", "2"])(
  "SIGINT twice ends at once, with %s workers",
  async (workers) => {
    const app = await start("--workers", workers);
    const [pid] = await untilServing(app, Number(workers));
    const slow = await fetch(`${app.url}/slow`);
    app.process.kill("SIGINT");
    await until(() => app.output().includes("Finishing what is under way"));
    app.process.kill("SIGINT");
    expect(await exitOf(app.process)).toBe(130);
    await expect(slow.text()).rejects.toThrow("terminated");
    await until(() => isGone(Number(pid)));
  },
  60_000,
);

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return true;
    throw error;
  }
}

test("what keeps the first worker from starting is said once, and ends the command", async () => {
  const port = await freePort();
  const first = await start("--workers", "1");
  const taken = new URL(first.url).port;
  const failing = runProgram({
    args: [command, "start", root, "--port", taken, "--workers", "3"],
    port,
  });
  await expect(failing).rejects.toThrow(/ended with 1\nPort \d+ is in use\. .*--port \d+\.\n$/);
}, 60_000);

test("workers that keep ending are replaced ever later, and given up when none stays", async () => {
  const port = await freePort();
  const policy = { firstDelayMs: 20, maxDelayMs: 80, maxFailures: 3 };
  const script = `
    import { superviseWorkers } from ${JSON.stringify(resolve("dist/cli/workers/supervise-workers.js"))};
    import { defaultRestartPolicy } from ${JSON.stringify(resolve("dist/cli/workers/restart-policy.js"))};
    import { createTerminal } from ${JSON.stringify(resolve("dist/cli/terminal.js"))};
    process.exitCode = await superviseWorkers({
      workers: 2,
      script: ${JSON.stringify(command)},
      args: ["start", ${JSON.stringify(root)}, "--port", "${port}"],
      policy: { ...defaultRestartPolicy, ...${JSON.stringify(policy)} },
      terminal: createTerminal(process.stdout, process.stderr, { NO_COLOR: "1" }),
      untilStopped: () => new Promise(() => undefined),
    });
    process.exit();`;
  const file = join(root, "supervise.mjs");
  await writeFile(file, script);
  const app = stopAtEnd(await runProgram({ args: [file], port }));
  const pids = await untilServing(app, 2);
  const broken = join(root, "broken");
  await writeFile(broken, "");
  onTestFinished(() => rm(broken, { force: true }));
  for (const pid of pids) process.kill(Number(pid), "SIGKILL");
  expect(await exitOf(app.process)).toBe(1);
  const text = app.output();
  for (const delay of ["20 ms", "40 ms"]) expect(text).toContain(`takes its place in ${delay}`);
  expect(text).toMatch(
    /Every worker ended 3 times in a row .*with exit code 7\. edict start gives up/,
  );
}, 60_000);
