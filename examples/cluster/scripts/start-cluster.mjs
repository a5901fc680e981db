// @ts-check
// Starts PostgreSQL, Redis, three instances of the app and nginx in front of them, all on this machine; Ctrl-C ends them.
// usage: node scripts/start-cluster.mjs [--port 8080] [--no-build]
import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findPrograms } from "./find-programs.mjs";
import { nginxConfig } from "./nginx-config.mjs";

const { values } = parseArgs({
  options: { port: { type: "string", default: "8080" }, "no-build": { type: "boolean" } },
});
const port = Number(values.port);
const origin = `http://localhost:${port}`;
const app = dirname(import.meta.dirname);
const edict = join(
  dirname(fileURLToPath(import.meta.resolve("edict/package.json"))),
  "bin/edict.js",
);
const folder = mkdtempSync(join(tmpdir(), "edict-cluster-"));
/** @type {{ name: string, child: import("node:child_process").ChildProcess }[]} */
const running = [];
let isEnding = false;

process.once("SIGINT", () => void end(0));
process.once("SIGTERM", () => void end(0));

try {
  const programs = findPrograms();
  if (values["no-build"] !== true) {
    const built = spawn(process.execPath, [edict, "build", app], { stdio: "inherit" });
    if ((await endOf(built)) !== 0) throw new Error("The app could not be built.");
  }
  const databaseUrl = await startPostgres(programs.postgres ?? "");
  const redisPort = await freePort();
  const redisArgs = [
    "--port",
    String(redisPort),
    "--bind",
    "127.0.0.1",
    "--save",
    "",
    "--dir",
    folder,
  ];
  start("redis", programs["redis-server"] ?? "", redisArgs);
  await untilListening(redisPort);
  const env = {
    ...process.env,
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    EDICT_STORAGE: `redis://127.0.0.1:${redisPort}?prefix=notes:`,
    EDICT_KEYS: `k1:${randomBytes(32).toString("base64")}`,
    EDICT_ORIGINS: origin,
  };
  const ports = [await freePort(), await freePort(), await freePort()];
  for (const [at, instancePort] of ports.entries())
    start(
      `instance ${at + 1}`,
      process.execPath,
      [edict, "start", app, "--port", String(instancePort)],
      { env: { ...env, INSTANCE: String(at + 1) } },
    );
  for (const instancePort of ports) await untilListening(instancePort);
  writeFileSync(join(folder, "nginx.conf"), nginxConfig({ folder, port, ports }));
  start("nginx", programs.nginx ?? "", [
    "-p",
    folder,
    "-e",
    join(folder, "error.log"),
    "-c",
    "nginx.conf",
  ]);
  await untilListening(port);
  console.log(`Ready on ${origin}, three instances behind it.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await end(1);
}

/**
 * @param {string} name @param {string} program @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, uid?: number, gid?: number }} [options]
 */
function start(name, program, args, options = {}) {
  const child = spawn(program, args, {
    env: process.env,
    ...options,
    cwd: folder,
    // A group of its own: Ctrl-C reaches this process alone, which ends the others in order.
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  child.stderr?.on("data", (chunk) => process.stderr.write(`[${name}] ${chunk}`));
  child.once("exit", (code) => {
    if (isEnding) return;
    console.error(`${name} ended with ${code}.`);
    void end(1);
  });
  running.push({ name, child });
}

/** @param {string} program @returns {Promise<string>} */
async function startPostgres(program) {
  const data = join(folder, "database");
  mkdirSync(data);
  // It refuses to run as root: then it runs as the user that Debian made for it.
  const as = process.getuid?.() === 0 ? postgresUser() : {};
  if (as.uid !== undefined && as.gid !== undefined) {
    chownSync(folder, as.uid, as.gid);
    chownSync(data, as.uid, as.gid);
  }
  execFileSync(join(dirname(program), "initdb"), ["-D", data, "-U", "notes", "-A", "trust", "-N"], {
    ...as,
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const databasePort = await freePort();
  const settings = [
    "-c",
    `unix_socket_directories=${data}`,
    "-c",
    "logging_collector=off",
    "-c",
    "log_min_messages=fatal",
  ];
  start(
    "postgres",
    program,
    ["-D", data, "-h", "127.0.0.1", "-p", String(databasePort), ...settings],
    as,
  );
  await untilListening(databasePort);
  return `postgres://notes@127.0.0.1:${databasePort}/postgres`;
}

function postgresUser() {
  const idOf = (/** @type {string} */ flag) =>
    Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}

/** Ends what was started last first. @param {number} code */
async function end(code) {
  if (isEnding) return;
  isEnding = true;
  for (const { child } of running.toReversed()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = endOf(child);
    child.kill("SIGTERM");
    // A database that is told to wait for its clients waits for instances that are gone.
    const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(late);
  }
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}

/** @param {import("node:child_process").ChildProcess} child @returns {Promise<number | null>} */
function endOf(child) {
  return new Promise((done) => child.once("exit", (code) => done(code)));
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** @param {number} listening */
async function untilListening(listening) {
  for (let tries = 0; tries < 1_200 && !isEnding; tries += 1) {
    const isThere = await new Promise((done) => {
      const socket = connect(listening, "127.0.0.1");
      socket.once("connect", () => {
        socket.destroy();
        done(true);
      });
      socket.once("error", () => done(false));
    });
    if (isThere) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`Nobody listens on port ${listening}.`);
}
