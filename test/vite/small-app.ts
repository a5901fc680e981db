import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { freePort } from "../free-port.ts";

const command = resolve("bin/edict.js");
const viteCommand = resolve("node_modules/vite/bin/vite.js");

/** The files of an app, by their paths. */
export type AppFiles = Readonly<Record<string, string>>;

/** An app served by `edict dev` or `edict start` in a process of its own. */
export interface ServedApp {
  readonly url: string;
  /** Everything it printed so far. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

/** Makes an app of its own where this repository's packages resolve; absolute. */
export async function makeApp(files: AppFiles): Promise<string> {
  const root = await mkdtemp(resolve("test/fixtures/apps/tmp-"));
  await writeFiles(root, { "package.json": '{"type": "module", "private": true}', ...files });
  return root;
}

/** Writes files into an app. */
export async function writeFiles(root: string, files: AppFiles): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

/** Removes an app. */
export function removeApp(root: string): Promise<void> {
  return rm(root, { recursive: true, force: true, maxRetries: 3 });
}

/** Runs `edict build`; gives everything it printed and how it ended. */
export async function buildSmallApp(
  root: string,
  env: Readonly<Record<string, string>> = {},
  options: readonly string[] = [],
): Promise<{ readonly output: string; readonly code: number | null }> {
  const child = run(["build", root, ...options], env);
  const output = collect(child);
  await once(child, "close");
  return { output: output(), code: child.exitCode };
}

/** An action of a build, as `edict inspect` lists it. */
export interface BuiltAction {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly usedBy: readonly string[];
}

/** Reads the actions of a build. */
export async function inspectedActions(root: string): Promise<readonly BuiltAction[]> {
  const text = await readFile(join(root, ".edict/build/manifest.json"), "utf8");
  // Written by the build that this test just ran.
  const manifest = JSON.parse(text) as { inspection: { actions: BuiltAction[] } };
  return manifest.inspection.actions;
}

/** Finds the id of the one action of a name in a build. */
export async function findAction(root: string, name: string): Promise<string> {
  const found = (await inspectedActions(root)).find((action) => action.name === name);
  if (found === undefined) throw new Error(`the build has no action ${name}`);
  return found.id;
}

/** Runs `edict check --format json`; gives what it printed and how it ended. */
export async function checkSmallApp(
  root: string,
): Promise<{ readonly output: string; readonly code: number | null }> {
  const child = run(["check", root, "--format", "json"], {});
  const output = collect(child);
  await once(child, "close");
  return { output: output(), code: child.exitCode };
}

/** Lists the actions of a build, as `name file`, sorted. */
export async function builtActions(root: string): Promise<string[]> {
  return (await inspectedActions(root)).map(({ name, file }) => `${name} ${file}`).toSorted();
}

/** Makes sure that `dist` is as new as the sources: other tests may be using it. */
export async function buildPackage(): Promise<void> {
  const newest = async (folder: string): Promise<number> => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const times = files.map(
      async ({ parentPath, name }) => (await stat(join(parentPath, name))).mtimeMs,
    );
    return Math.max(...(await Promise.all(times)));
  };
  // The last file that a build writes.
  const built = await stat("dist/bundles/LICENSE.opentelemetry-api").catch(() => undefined);
  if (built !== undefined && built.mtimeMs > (await newest("src"))) return;
  const { status, stdout, stderr } = spawnSync("npm", ["run", "build", "--silent"], {
    encoding: "utf8",
    timeout: 120_000,
  });
  if (status !== 0) throw new Error(`the package does not build\n${stdout}${stderr}`);
}

/** Runs `vite build`, for an app that owns its configuration; gives everything it printed and how it ended. */
export async function buildWithVite(
  root: string,
): Promise<{ readonly output: string; readonly code: number | null }> {
  const child = run(["build", root], {}, viteCommand);
  const output = collect(child);
  await once(child, "close");
  return { output: output(), code: child.exitCode };
}

/** Runs `vite dev` on a free port until `stop`. */
export function startVite(root: string): Promise<ServedApp> {
  return serve("dev", root, {}, viteCommand);
}

/** Runs `edict dev` on a free port until `stop`. */
export function startSmallApp(
  root: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ServedApp> {
  return serve("dev", root, env);
}

/** Runs `edict start` for an app that was built, on a free port until `stop`. */
export function startBuiltApp(root: string): Promise<ServedApp> {
  return serve("start", root, {});
}

async function serve(
  name: "dev" | "start",
  root: string,
  env: Readonly<Record<string, string>>,
  program = command,
): Promise<ServedApp> {
  const port = await freePort();
  const child = run([name, root, "--port", String(port)], env, program);
  const output = collect(child);
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    const ended = once(child, "close");
    child.kill("SIGTERM");
    await ended;
  };
  try {
    await until(() => child.exitCode !== null || output().includes(`:${port}`), 50_000);
    if (child.exitCode !== null) throw new Error("it ended early");
  } catch (error) {
    await stop();
    throw new Error(`edict ${name} did not start\n${output()}`, { cause: error });
  }
  return { url: `http://localhost:${port}`, output, stop };
}

/** Calls an action as the browser does, without arguments, and gives the text of the answer. */
export async function callAction(url: string, id: string): Promise<string> {
  const answer = await fetch(url, {
    method: "POST",
    body: "[]",
    headers: {
      origin: new URL(url).origin,
      accept: "text/x-component",
      "content-type": "text/plain;charset=utf-8",
      "edict-action": id,
    },
  });
  return answer.text();
}

/** Loads a page and gives the id of the action in its one form. */
export async function actionAt(url: string): Promise<string | undefined> {
  return /ACTION_ID_([0-9a-f]+)/.exec(await formAt(url))?.[1];
}

/**
 * Presses the button of a page's one form as a browser without JavaScript would, and gives the answer.
 * @param change what a visitor changes of the form's HTML before
 */
export async function submitForm(
  url: string,
  change: (form: string) => string = (form) => form,
): Promise<Response> {
  const form = change(await formAt(url));
  const body = new FormData();
  for (const [input] of form.matchAll(/<input[^>]*>/g)) {
    const value = (name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(input)?.[1] ?? "";
    body.append(value("name"), value("value").replaceAll("&quot;", '"'));
  }
  const headers = { origin: new URL(url).origin, accept: "text/html" };
  return fetch(url, { method: "POST", body, headers, redirect: "manual" });
}

async function formAt(url: string): Promise<string> {
  const page = await fetch(url, { headers: { accept: "text/html" } });
  const html = await page.text();
  const form = /<form[^>]*>.*?<\/form>/s.exec(html)?.[0];
  if (form === undefined) throw new Error(`${url} answered ${page.status} without a form\n${html}`);
  return form;
}

/** Waits until something is so; fails after `limitMs`. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  limitMs = 15_000,
): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited for ${String(isSo)} in vain`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

function run(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  program = command,
): ChildProcess {
  const { NODE_ENV: _, VITEST: __, FORCE_COLOR: ___, ...inherited } = process.env;
  return spawn(process.execPath, [program, ...args], {
    env: { ...inherited, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function collect(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return () => text;
}
