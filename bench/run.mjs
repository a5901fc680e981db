// Measures Edict's production server beside a bare node:http server and a hand-written Hono endpoint,
// in turn, in one run, with the same work; prints medians and ratios. Method: bench/README.md
// usage: node bench/run.mjs [--rounds 5] [--seconds 3]
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, seconds: { type: "string", default: "3" } },
});
const rounds = Number(values.rounds);
const milliseconds = Number(values.seconds) * 1000;
const here = import.meta.dirname;
const scratch = mkdtempSync(join(tmpdir(), "edict-bench-"));
const pinned = availableParallelism() > 1 && spawnSync("taskset", ["--version"]).status === 0;
const onCore = (core, command) => (pinned ? ["taskset", "-c", String(core), ...command] : command);

const argument = [
  42,
  Object.fromEntries(
    Array.from({ length: 8 }, (_, index) => [`field${index}`, `value ${index} abcdefg`]),
  ),
];
const body = JSON.stringify(argument);
const result = { number: argument[0], value: argument[1] };

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

async function startServer(name, command, env) {
  const port = await freePort();
  const [bin, ...args] = onCore(0, command(port));
  const child = spawn(bin, args, {
    env: { ...process.env, NODE_ENV: "production", PORT: String(port), ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((done, fail) => {
    child.stdout.on("data", (chunk) => chunk.toString().includes(`:${port}`) && done());
    child.once("exit", (code) => fail(new Error(`${name} ended with ${code}`)));
  });
  return {
    name,
    port,
    stop: () => new Promise((done) => (child.once("exit", done), child.kill("SIGTERM"))),
  };
}

function writeRequest(name, port, expected) {
  const lines = [
    `POST / HTTP/1.1`,
    `host: localhost:${port}`,
    ...headers(port),
    `content-length: ${Buffer.byteLength(body)}`,
    "",
    body,
  ];
  const request = join(scratch, `${name}.request`);
  const answer = join(scratch, `${name}.answer`);
  writeFileSync(request, lines.join("\r\n"));
  writeFileSync(answer, expected);
  return [request, answer];
}

function load(port, connections, files) {
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

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const edict = resolve(here, "../bin/edict.js");
const app = join(here, "app");

console.log("building the app");
const built = spawnSync(process.execPath, [edict, "build", app], { encoding: "utf8" });
if (built.status !== 0) throw new Error(built.stdout + built.stderr);
const manifest = JSON.parse(readFileSync(join(app, ".edict/build/manifest.json"), "utf8"));
const echo = manifest.inspection.actions.find((action) => action.name === "echo");
const wire = "1";

// Every server gets the same request, byte by byte but for its port: what differs is what it does with it.
const headers = (port) => [
  `origin: http://localhost:${port}`,
  "sec-fetch-site: same-origin",
  `edict-action: ${echo.id}`,
  `edict-build: ${manifest.buildId}.${wire}`,
  "edict-page: /",
  "accept: text/x-component",
  "content-type: text/plain;charset=UTF-8",
];
const servers = [
  {
    name: "bare",
    command: () => [process.execPath, join(here, "servers/bare.mjs")],
    expected: JSON.stringify(result),
  },
  {
    name: "hono",
    command: () => [process.execPath, join(here, "servers/hono.mjs")],
    expected: JSON.stringify(result),
  },
  {
    name: "edict",
    command: (port) => [process.execPath, edict, "start", app, "--port", String(port)],
    expected: `0:${JSON.stringify({ outcome: { kind: "returned", value: result }, build: `${manifest.buildId}.${wire}` })}\n`,
  },
];

const results = {};
for (let round = 0; round < rounds; round += 1)
  for (const { name, command, expected } of servers) {
    const server = await startServer(name, command);
    const files = writeRequest(name, server.port, expected);
    load(server.port, 16, files); // warm-up, not counted
    for (const connections of [16, 64])
      (results[`${name} ${connections}`] ??= []).push(load(server.port, connections, files));
    await server.stop();
    process.stdout.write(".");
  }
rmSync(scratch, { recursive: true });

console.log(
  `\nmedians of ${rounds} rounds, ${values.seconds} s each, node ${process.version}, ${pinned ? "server and load on a core each" : "not pinned"}, every answer verified`,
);
for (const connections of [16, 64]) {
  const bare = median(results[`bare ${connections}`].map((run) => run.perSecond));
  for (const { name } of servers) {
    const runs = results[`${name} ${connections}`];
    const perSecond = median(runs.map((run) => run.perSecond));
    const p99 = median(runs.map((run) => run.p99));
    console.log(
      `${String(connections).padStart(3)} connections  ${name.padEnd(6)} ${perSecond.toFixed(0).padStart(7)}/s  ${(perSecond / bare).toFixed(2)} of bare  p99 ${p99.toFixed(1)} ms`,
    );
  }
}
