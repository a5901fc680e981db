import { spawn } from "node:child_process";
import { once } from "node:events";
import { until } from "../vite/small-app.ts";
import { freePort } from "../free-port.ts";

/** How a host is started; `port` and `env` are known by then. */
export interface HostCommand {
  readonly program: string;
  readonly args: (port: number) => readonly string[];
}

/** A host that answers. */
export interface RunningHost {
  readonly origin: string;
  /** Everything it printed so far. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

/** A runtime's first start on a busy machine takes its time. */
const startLimitMs = 60_000;

/** Keys that are used nowhere else. */
const keys = "k1:q83vASNFZ4mrze/+3LqYdlQyEAESIzRFVmd4iZqrvM0=";

/** Starts a host in an app's folder, and waits until it answers. */
export async function runHost(
  root: string,
  { program, args }: HostCommand,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningHost> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const { NODE_ENV: _, VITEST: __, ...inherited } = process.env;
  const child = spawn(program, args(port), {
    cwd: root,
    env: {
      ...inherited,
      NO_COLOR: "1",
      DENO_NO_UPDATE_CHECK: "1",
      PORT: String(port),
      EDICT_ORIGINS: origin,
      EDICT_KEYS: keys,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "close");
    child.kill("SIGKILL");
    await ended;
  };
  const answers = async (): Promise<boolean> => {
    try {
      await (await fetch(`${origin}/api/state`)).text();
      return true;
    } catch {
      return false; // it does not listen yet
    }
  };
  try {
    await until(async () => child.exitCode !== null || (await answers()), startLimitMs);
    if (child.exitCode !== null) throw new Error("it ended");
  } catch (error) {
    await stop();
    throw new Error(`${program} does not answer\n${text}`, { cause: error });
  }
  return { origin, output: () => text, stop };
}
