import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { freePort } from "../../free-port.ts";
import { openConnection } from "./connection.ts";
import { idSecret } from "./threat-app.ts";
import { serverKeys, type Target } from "./threat-server.ts";

/** The `edict` command of the package that serves, in a process of its own, while it listens. */
export interface RunningCommand {
  /** As cases write to it. */
  readonly target: Target;
  /** Everything it printed so far. */
  readonly output: () => string;
  /** Resolves once `text` was printed; rejects after `patienceMs`. */
  readonly says: (text: RegExp) => Promise<void>;
  readonly process: ChildProcess;
  /** Resolves with its exit code, or with the signal that ended it. */
  readonly end: Promise<unknown>;
}

/** Longest wait for anything; far above what a machine with nothing else to do needs. */
const patienceMs = 40_000;

/** Runs `edict dev` or `edict start` on the threat app while `use` does something with it, and ends it then. */
export async function withCommand<T>(
  to: Target,
  args: readonly [verb: "dev" | "start", ...options: string[]],
  use: (running: RunningCommand) => Promise<T>,
): Promise<T> {
  const port = await freePort();
  const [verb, ...options] = args;
  const { NODE_ENV: _, VITEST: __, FORCE_COLOR: ___, ...inherited } = process.env;
  const child = spawn(
    process.execPath,
    [join(to.dist, "../bin/edict.js"), verb, to.app, "--port", String(port), ...options],
    {
      env: { ...inherited, NO_COLOR: "1", EDICT_KEYS: serverKeys, EDICT_ID_SECRET: idSecret },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true, // a group of its own, which ends as a whole
    },
  );
  const end = once(child, "exit").then(([code, signal]: unknown[]) => code ?? signal);
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  const says = async (text: RegExp): Promise<void> => {
    const endsAt = performance.now() + patienceMs;
    while (!text.test(printed)) {
      if (performance.now() > endsAt)
        throw new Error(`edict ${verb} did not say ${String(text)}\n${printed}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  try {
    await says(new RegExp(`Ready.*:${port}`));
    const host = `localhost:${port}`;
    const target: Target = {
      ...to,
      port,
      host,
      origin: `http://${host}`,
      open: () => openConnection(port),
    };
    return await use({ target, output: () => printed, says, process: child, end });
  } finally {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
    await end;
    clearTimeout(timer);
    endGroup(child.pid);
  }
}

/** Ends what a process started and left: a worker that hangs outlives whoever was to end it. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    // Nobody is left, as it should be.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
