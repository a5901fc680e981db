import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { err, ok, type Result } from "../../base/index.ts";
import {
  pagesFolder,
  prerenderBuild,
  type PrerenderTask,
  type RouteOnDisk,
} from "./prerender-build.ts";

/** How long the pages of an app may take. */
const maxMs = 600_000;

const workerFile = fileURLToPath(new URL("./prerender-worker.js", import.meta.url));

/** What making pages needs of whoever builds. */
export interface PrerenderPorts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: (line: string) => void;
}

/** Makes the pages of a build ahead, in a process of its own: the app's code runs, and may leave anything behind. The error is a sentence. */
export async function prerenderApp(
  task: PrerenderTask,
  { env, log }: PrerenderPorts,
): Promise<Result<readonly RouteOnDisk[], string>> {
  // From its source, as in tests, there is no worker.
  if (existsSync(workerFile)) {
    const failure = await runWorker(task, { env, log });
    if (failure !== undefined) return err(failure);
  } else await prerenderBuild(task, log);
  const index = await readFile(join(task.root, pagesFolder, "index.json"), "utf8");
  return ok(JSON.parse(index) as readonly RouteOnDisk[]); // what `prerenderBuild` wrote
}

function runWorker(task: PrerenderTask, { env, log }: PrerenderPorts): Promise<string | undefined> {
  const text = JSON.stringify(task, (_, value: unknown) =>
    value === Number.POSITIVE_INFINITY ? "Infinity" : value,
  );
  const child = spawn(process.execPath, ["--enable-source-maps", workerFile, text], {
    cwd: task.root,
    env: { ...env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: maxMs,
    killSignal: "SIGKILL",
  });
  const tell = (chunk: Buffer): void => log(chunk.toString().trimEnd());
  child.stdout.on("data", tell);
  child.stderr.on("data", tell);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === 0) return resolve(undefined);
      resolve(
        `The pages could not be made: the process that makes them ended with ${signal ?? `code ${code}`}${signal === "SIGKILL" ? ` after ${maxMs / 60_000} minutes` : ""}.`,
      );
    });
  });
}
