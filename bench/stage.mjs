// A built app, its servers, and what drives them: the parts that the benchmarks of the endpoint share.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";

const here = import.meta.dirname;
const edict = resolve(here, "../bin/edict.js");
const app = join(here, "app");
const wire = "1";

/** Whether the server has a core, and what drives it another. */
export const pinned =
  availableParallelism() > 1 && spawnSync("taskset", ["--version"]).status === 0;
/** @param {number} core @param {string[]} command */
export const onCore = (core, command) =>
  pinned ? ["taskset", "-c", String(core), ...command] : command;

/** @param {number[]} numbers */
export const median = (numbers) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** The id that a call bears in a request that is written down; the load writes a fresh one over it every time. */
const callId = "00000000-0000-4000-8000-000000000000";

const barePage = "page.html";

const commands = {
  react: () => [process.execPath, join(here, "servers/react.mjs")],
  bare: () => [process.execPath, join(here, "servers/bare.mjs")],
  hono: () => [process.execPath, join(here, "servers/hono.mjs")],
  edict: (port) => [process.execPath, edict, "start", app, "--port", String(port)],
};

/** Builds the app; gives what starts servers and writes their requests. */
export function openStage() {
  const built = spawnSync(process.execPath, [edict, "build", app], { encoding: "utf8" });
  if (built.status !== 0) throw new Error(built.stdout + built.stderr);
  const manifest = JSON.parse(readFileSync(join(app, ".edict/build/manifest.json"), "utf8"));
  const scratch = mkdtempSync(join(tmpdir(), "edict-bench-"));
  const bundled = spawnSync(process.execPath, [join(here, "servers/react/build.mjs"), scratch], {
    encoding: "utf8",
  });
  if (bundled.status !== 0) throw new Error(bundled.stdout + bundled.stderr);
  const idOf = (name) => manifest.inspection.actions.find((action) => action.name === name).id;
  const build = `${manifest.buildId}.${wire}`;

  /** The bytes of a request; every server gets the same but for its port: what differs is what it does with it. */
  const requestOf = (port, work, changed = {}) => {
    const { method = "POST", target = "/", accept = "text/x-component" } = work;
    const body = bodyOf(work);
    const headers = {
      host: `localhost:${port}`,
      ...(method === "POST"
        ? { origin: `http://localhost:${port}`, "sec-fetch-site": "same-origin" }
        : {}),
      ...(work.action === undefined
        ? {}
        : { "edict-action": idOf(work.action), "edict-build": build, "edict-page": target }),
      accept,
      ...(body === ""
        ? {}
        : { "content-type": work.contentType, "content-length": Buffer.byteLength(body) }),
      ...changed,
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    return [`${method} ${target} HTTP/1.1`, ...lines, "", body].join("\r\n");
  };

  /** What is sent; a form names its action and its call inside. */
  const bodyOf = ({ body = "", formAction }) =>
    formAction === undefined ? body : body(idOf(formAction), `${build}.${callId}`);

  /** Writes the request of `work` into a file, and what the server must answer: the very body, or texts that are in it. */
  const writeRequest = ({ name, port }, work) => {
    const request = join(scratch, `${name}.request`);
    const answer = join(scratch, `${name}.answer`);
    const id = work.action === undefined ? {} : { "edict-call": callId };
    writeFileSync(request, requestOf(port, work, id));
    if (work.texts !== undefined) {
      writeFileSync(answer, JSON.stringify(work.texts));
      return [request, answer, "page"];
    }
    const { result } = work;
    const flight = { outcome: { kind: "returned", value: result }, build };
    writeFileSync(
      answer,
      name === "edict" ? `0:${JSON.stringify(flight)}\n` : JSON.stringify(result),
    );
    return [request, answer];
  };
  /** Gives the bare server the page that Edict answers with. */
  const copyPage = async ({ port }, { target, accept }) => {
    const answer = await fetch(`http://localhost:${port}${target}`, { headers: { accept } });
    writeFileSync(join(scratch, barePage), Buffer.from(await answer.arrayBuffer()));
  };
  return {
    scratch,
    requestOf,
    writeRequest,
    copyPage,
    close: () => rmSync(scratch, { recursive: true }),
  };
}

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/** @param {"bare" | "hono" | "edict"} name @param {"inherit" | "ignore"} [errors] what happens to its log */
export async function startServer(name, errors = "inherit", scratch = "") {
  const port = await freePort();
  const [bin, ...args] = onCore(0, commands[name](port));
  const child = spawn(bin, args, {
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: String(port),
      REACT_BUNDLES: scratch,
      BARE_PAGE: join(scratch, barePage),
    },
    stdio: ["ignore", "pipe", errors],
  });
  await new Promise((done, fail) => {
    child.stdout.on("data", (chunk) => chunk.toString().includes(`:${port}`) && done());
    child.once("exit", (code) => fail(new Error(`${name} ended with ${code}`)));
  });
  return {
    name,
    port,
    cpuMs: () => cpuMs(child.pid),
    stop: () => new Promise((done) => (child.once("exit", done), child.kill("SIGTERM"))),
  };
}

/** Milliseconds of processor time that a process took so far, in all its threads; NaN where the system does not say. */
function cpuMs(pid) {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return Number.NaN;
  // The name in parentheses may hold blanks; of what follows, 12 and 13 are user and system time in hundredths of a second.
  const fields = readFileSync(file, "latin1").split(") ").at(-1).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Drives a server; one wrong answer is an error. */
export function load(port, connections, milliseconds, files) {
  const [bin, ...args] = onCore(1, [
    process.execPath,
    join(here, "load.mjs"),
    String(port),
    String(connections),
    String(milliseconds),
    ...files,
  ]);
  const run = spawnSync(bin, args, { encoding: "utf8", maxBuffer: 1 << 26 });
  if (run.status !== 0) throw new Error(run.stderr);
  const measured = JSON.parse(run.stdout);
  if (measured.wrong > 0)
    throw new Error(`${measured.wrong} wrong answers, the first:\n${measured.firstWrong}`);
  return measured;
}
