import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const command = resolve("bin/edict.js");
const made: string[] = [];

beforeAll(() => {
  const built = spawnSync("npm", ["run", "build", "--silent"], {
    encoding: "utf8",
    timeout: 120_000,
  });
  expect(built.status, built.stdout + built.stderr).toBe(0);
}, 240_000);

afterAll(async () => {
  await Promise.all(made.map((folder) => rm(folder, { recursive: true })));
});

async function appWith(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "edict-dist-"));
  made.push(root);
  await symlink(resolve("node_modules"), join(root, "node_modules"));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return root;
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[], nodeArgs: readonly string[] = []): Ended {
  const { NODE_ENV: _test, FORCE_COLOR: _color, ...env } = process.env;
  return spawnSync(process.execPath, [...nodeArgs, command, ...args], {
    encoding: "utf8",
    env,
    timeout: 60_000,
  });
}

test("the built command prints its help, without colours into a pipe", () => {
  const { status, stdout, stderr } = run(["--help"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("Usage: edict <command>");
  expect(stdout).not.toContain("\u001B");
});

test("a wrong word ends with 2, a wrong app with 1", async () => {
  expect(run(["biuld"])).toMatchObject({ status: 2, stdout: "" });
  expect(run(["check", await appWith({})])).toMatchObject({ status: 1, stdout: "" });
});

test("an old Node gets a sentence", () => {
  const pretend =
    'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.18.1"}})';
  expect(run(["--help"], ["--import", pretend])).toEqual(
    expect.objectContaining({
      status: 1,
      stdout: "",
      stderr:
        "Edict needs Node 20.19 or later; this is Node 20.18.1. Node 22 or 24 is a good choice.\n",
    }),
  );
});

test("a long list goes through a pipe whole", async () => {
  const files: Record<string, string> = {
    "app/layout.tsx": "export default ({ children }) => <html><body>{children}</body></html>;",
    "app/page.tsx": "export default () => <p>Hi</p>;",
  };
  const values = Array.from({ length: 400 }, (_, n) => `export const value${n} = ${n};`);
  files["app/values.ts"] = ['"use server";', ...values].join("\n");
  const { status, stdout } = run(["check", await appWith(files), "--format", "json"]);
  expect(status).toBe(1);
  expect(stdout.length).toBeGreaterThan(65_536);
  expect(JSON.parse(stdout)).toHaveLength(400);
});

const emptyBuild = `
const none = async () => { throw new Error("nothing to render"); };
export default {
  buildId: "b1",
  mode: "production",
  register: async () => undefined,
  actions: new Map(),
  routes: { routes: [], root: { name: "", files: {} } },
  loadHandler: none,
  renderer: { renderSegments: none, renderAnswer: none, renderHtml: none },
};`;

/** A floating promise, one with a hostile value, and a listener that throws out of `abort`. */
const letGo = `
Promise.reject(new Error("let go"));
Promise.reject(Object.create(null));
const controller = new AbortController();
controller.signal.addEventListener("abort", () => {
  throw new Error("forged\\nedict: \\u001B[2J");
});
controller.abort();`;

interface Started {
  readonly child: ChildProcessWithoutNullStreams;
  readonly url: string;
  readonly ended: Promise<number | null>;
  /** What it has written to standard error so far. */
  readonly errors: () => string;
}

/** Starts a build whose module ends with these lines, and waits until it is ready. */
async function startBuild(lines: string): Promise<Started> {
  const root = await appWith({
    "package.json": '{"type": "module"}',
    ".edict/build/manifest.json": JSON.stringify({
      buildId: "b1",
      static: [{ path: "/note.txt", file: ".edict/build/client/note.txt", immutable: false }],
      inspection: { actions: [], routes: [] },
    }),
    ".edict/build/rsc/index.js": emptyBuild + lines,
    ".edict/build/client/note.txt": "a note",
  });
  const { NODE_ENV: _test, ...env } = process.env;
  const child = spawn(process.execPath, [command, "start", root, "--port", "0"], { env });
  const text = { out: "", err: "" };
  child.stderr.on("data", (chunk: Buffer) => void (text.err += String(chunk)));
  const ended = new Promise<number | null>((done) => child.once("close", done));
  const url = await new Promise<string>((found, failed) => {
    child.stdout.on("data", (chunk: Buffer) => {
      text.out += String(chunk);
      const printed = /http:\S+/.exec(text.out)?.[0];
      if (printed !== undefined) found(printed);
    });
    void ended.then(() => failed(new Error(`start ended early: ${text.err}`)));
  });
  return { child, url, ended, errors: () => text.err };
}

test.each(["SIGTERM", "SIGINT"] as const)(
  "start answers, outlives what the app lets go, and ends with 0 on %s",
  async (signal) => {
    const { child, url, ended, errors } = await startBuild(letGo);
    const response = await fetch(`${url}/note.txt`);
    expect([response.status, await response.text()]).toEqual([200, "a note"]);
    child.kill(signal);
    expect(await ended).toBe(0);
    expect(errors()).toContain(
      'A promise was rejected and nobody handled it: "Error: let go"\n    Error',
    );
    expect(errors()).toContain('"a thrown value that cannot be read"');
    expect(errors()).toContain(
      'nobody could catch it: "Error: forged"\n    Error: forged\n    edict: ?[2J',
    );
  },
  30_000,
);

test("start ends when nobody reads what it reports", async () => {
  const { child, ended } = await startBuild(
    `\nsetTimeout(() => setInterval(() => Promise.reject(new Error("let go")), 50), 500);`,
  );
  child.stderr.destroy();
  expect(await ended).toBe(1);
}, 30_000);
