import { spawn, type ChildProcess } from "node:child_process";
import { join, resolve } from "node:path";
import { freePort } from "../test/free-port.ts";

const command = resolve(import.meta.dirname, "../bin/edict.js");

/** An app served by the `edict` command in a process of its own. */
export interface RunningApp {
  readonly url: string;
  /** Everything it printed so far. */
  readonly output: () => string;
  readonly process: ChildProcess;
  readonly stop: () => Promise<number | null>;
}

/** Where an app is, and what it is started with. */
export interface AppStart {
  /** Relative to the repository. */
  readonly dir: string;
  readonly mode: "development" | "production";
  readonly env?: Readonly<Record<string, string>>;
}

/** Builds an app with `edict build`; throws what it printed when that fails. */
export async function buildExample(
  dir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const child = start([command, "build", at(dir)], env);
  const output = collect(child);
  const code = await exit(child);
  if (code !== 0) throw new Error(`edict build ${dir} ended with ${code}\n${output()}`);
  return output();
}

/** Starts an app on a free port and waits until it says where it listens. */
export async function runApp({ dir, mode, env = {} }: AppStart): Promise<RunningApp> {
  const port = await freePort();
  const verb = mode === "production" ? "start" : "dev";
  return runProgram({ args: [command, verb, at(dir), "--port", String(port)], port, env });
}

/** A program of Node that listens, and says so by printing its port. */
export interface ProgramStart {
  /** The file and what it is given. */
  readonly args: readonly string[];
  readonly port: number;
  /** Relative to the repository. Default: this process's folder. */
  readonly dir?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a program and waits until it listens. */
export async function runProgram({ args, port, dir, env = {} }: ProgramStart): Promise<RunningApp> {
  const child = start(args, env, dir);
  const output = collect(child);
  const title = args.join(" ");
  await new Promise<void>((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`${title} did not start\n${output()}`)), 60_000);
    const look = (): void => {
      if (!output().includes(`:${port}`)) return;
      clearTimeout(timer);
      done();
    };
    child.stdout?.on("data", look);
    child.once("exit", (code) => {
      clearTimeout(timer);
      fail(new Error(`${title} ended with ${code}\n${output()}`));
    });
  });
  return {
    url: `http://localhost:${port}`,
    output,
    process: child,
    stop: async () => {
      if (child.exitCode !== null) return child.exitCode;
      const ended = exit(child);
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
      const code = await ended;
      clearTimeout(timer);
      return code;
    },
  };
}

/** Runs a program of Node to its end; throws what it printed when it fails. */
export async function finishProgram(args: readonly string[], dir: string): Promise<string> {
  const child = start(args, {}, dir);
  const output = collect(child);
  const code = await exit(child);
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}\n${output()}`);
  return output();
}

function at(dir: string): string {
  return join(import.meta.dirname, "..", dir);
}

function start(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  dir?: string,
): ChildProcess {
  const { NODE_ENV: _, VITEST: __, ...inherited } = process.env;
  return spawn(process.execPath, args, {
    env: { ...inherited, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    ...(dir === undefined ? {} : { cwd: at(dir) }),
  });
}

function collect(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return () => text;
}

function exit(child: ChildProcess): Promise<number | null> {
  return new Promise((done) => child.once("exit", done));
}
