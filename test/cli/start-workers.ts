import { request, type Agent } from "node:http";
import { resolve } from "node:path";
import { onTestFinished } from "vitest";
import { runProgram, type RunningApp } from "../../e2e/run-app.ts";
import { freePort } from "../free-port.ts";
import { until } from "../vite/small-app.ts";

/** The `edict` command of this repository. */
export const command: string = resolve("bin/edict.js");

/** Serves a built app, which has a route `/pid`, until the test ends. */
export async function startWorkers(
  root: string,
  options: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<RunningApp> {
  const port = await freePort();
  const args = [command, "start", root, "--port", String(port), ...options];
  return stopAtEnd(await runProgram({ args, port, env }));
}

/** Ends an app with the test, whatever it found. */
export function stopAtEnd(app: RunningApp): RunningApp {
  onTestFinished(async () => void (await app.stop()));
  return app;
}

/** What came of a request. */
export interface Got {
  /** 0 where there was no answer. */
  readonly status: number;
  readonly text: string;
  readonly connection: string | undefined;
  /** Sent on a connection that had brought an answer before. */
  readonly reused: boolean;
}

/** Asks for a path; what breaks is told by the code of its error. */
export function get(url: string, agent: Agent | false = false): Promise<Got> {
  return new Promise((done) => {
    const fail = (error: NodeJS.ErrnoException): void =>
      done({
        status: 0,
        text: error.code ?? error.message,
        connection: undefined,
        reused: asked.reusedSocket,
      });
    const asked = request(url.replace("localhost", "127.0.0.1"), { agent }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("error", fail);
      response.on("end", () =>
        done({
          status: response.statusCode ?? 0,
          text,
          connection: response.headers.connection,
          reused: asked.reusedSocket,
        }),
      );
    });
    asked.on("error", fail);
    asked.end();
  });
}

/** Which processes answer now. */
export async function pidsOf(app: RunningApp): Promise<Set<string>> {
  const asked = Array.from({ length: 24 }, () => get(`${app.url}/pid`));
  return new Set((await Promise.all(asked)).map(({ text }) => text));
}

/** Waits until this many processes answer. */
export async function untilServing(app: RunningApp, count: number): Promise<Set<string>> {
  const seen = new Set<string>();
  await until(async () => {
    for (const pid of await pidsOf(app)) seen.add(pid);
    return seen.size >= count;
  });
  return seen;
}
