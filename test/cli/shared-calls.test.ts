import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningApp } from "../../e2e/run-app.ts";
import {
  buildPackage,
  buildSmallApp,
  findAction,
  makeApp,
  removeApp,
  until,
} from "../vite/small-app.ts";
import { startWorkers, untilServing } from "./start-workers.ts";

const isLong = process.env["EDICT_LONG"] === "1";
const two = ["--workers", "2"];
let root = "";

beforeAll(async () => {
  await buildPackage();
  root = await makeApp({
    "app/layout.tsx": "export default ({ children }) => <html><body>{children}</body></html>;",
    "app/page.tsx": `import { hold, note } from "./actions.ts";
      export default () => [note, hold].map((action, at) => <form key={at} action={action}><button /></form>);`,
    // Each run leaves a line: its process, and what it was called with.
    "app/actions.ts": `"use server";
      import { appendFile } from "node:fs/promises";
      export async function note(line) {
        await appendFile("notes", process.pid + " " + line + "\\n");
        return "noted by " + process.pid;
      }
      export async function hold(line) {
        await note(line);
        return new Promise(() => undefined);
      }`,
    "app/pid/route.ts": "export const GET = () => new Response(String(process.pid));",
    // Every answer tells which worker gave it.
    "proxy.ts": `import { NextResponse } from "next/server";
      export const proxy = () => NextResponse.next({ headers: { "x-worker": String(process.pid) } });`,
  });
  expect(await buildSmallApp(root)).toMatchObject({ code: 0 });
}, 120_000);

afterAll(() => removeApp(root));

interface CallAnswer {
  /** The status, and the code of a refusal. */
  readonly status: string;
  readonly text: string;
  readonly worker: string | null;
}

/** Calls an action of the app under an id, on a connection of its own. */
async function call(app: RunningApp, name: string, id: string): Promise<CallAnswer> {
  const action = await findAction(root, name);
  const answer = await fetch(app.url, {
    method: "POST",
    body: JSON.stringify([id]),
    headers: {
      origin: app.url,
      accept: "text/x-component",
      connection: "close",
      "content-type": "text/plain;charset=utf-8",
      "edict-action": action,
      "edict-call": id,
    },
  });
  return {
    status: [answer.status, answer.headers.get("edict-error") ?? ""].join(" ").trim(),
    text: await answer.text(),
    worker: answer.headers.get("x-worker"),
  };
}

/** Which processes ran an action that was called under an id. */
async function runsOf(id: string): Promise<string[]> {
  const lines = (await readFile(join(root, "notes"), "utf8").catch(() => "")).split("\n");
  return lines.filter((line) => line.endsWith(id)).map((line) => line.split(" ")[0] ?? "");
}

test("a call runs once for all workers, and each of them answers its repetitions", async () => {
  const app = await startWorkers(root, two);
  const workers = await untilServing(app, 2);
  const id = randomUUID();
  const many = await Promise.all(Array.from({ length: 12 }, () => call(app, "note", id)));
  for (const { status } of many) expect(status).toMatch(/^(?:200|409 IN_PROGRESS)$/);
  const runs = await runsOf(id);
  expect(runs).toHaveLength(1);
  const answeredBy = new Set<string | null>();
  await until(async () => {
    const { status, text, worker } = await call(app, "note", id);
    expect(status).toBe("200");
    expect(text).toContain(`noted by ${runs[0]}`);
    answeredBy.add(worker);
    return answeredBy.size === 2;
  });
  expect(answeredBy).toEqual(workers);
  expect(await runsOf(id)).toEqual(runs);
}, 60_000);

test("a call whose worker was killed is never run by another", async () => {
  const app = await startWorkers(root, two);
  await untilServing(app, 2);
  const id = randomUUID();
  const cut = call(app, "hold", id).catch(String);
  await until(async () => (await runsOf(id)).length === 1);
  const [first] = await runsOf(id);
  process.kill(Number(first), "SIGKILL");
  expect(await cut).toContain("fetch failed");
  const isDecided = async (): Promise<boolean> => {
    const { status, worker } = await call(app, "hold", id);
    expect(worker).not.toBe(first);
    expect(status).toMatch(/^409 (?:IN_PROGRESS|UNKNOWN_OUTCOME)$/);
    return status.endsWith("UNKNOWN_OUTCOME");
  };
  await isDecided();
  // The lease of the dead process takes half a minute to end.
  if (isLong) await expect.poll(isDecided, { timeout: 45_000, interval: 1_000 }).toBe(true);
  expect(await runsOf(id)).toEqual([first]);
}, 90_000);

test("several workers with calls in memory are warned once, with what to write", async () => {
  const app = await startWorkers(root, two, { EDICT_STORAGE: "memory" });
  await untilServing(app, 2);
  expect(app.output().split("every worker records its calls apart")).toHaveLength(2);
  expect(app.output()).toContain('write storage: "lmdb:./.edict/store"');
}, 60_000);
