// Measures how good calls fare beside hostile ones: 10 % of the requests are refused ones, and 2,000 sockets are slow.
// Quiet and hostile rounds take turns on one server. Method: bench/README.md
// usage: node bench/hostile.mjs [--rounds 5] [--seconds 3] [--slow 2000]
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { load, median, onCore, openStage, startServer } from "./stage.mjs";
import { echo } from "./workloads.mjs";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "3" },
    slow: { type: "string", default: "2000" },
  },
});
const rounds = Number(values.rounds);
const milliseconds = Number(values.seconds) * 1000;
const connections = 18;

console.log("building the app");
const stage = openStage();
// Refusals are a line of the log each: where that goes is not what is measured.
const server = await startServer("edict", "ignore");
const { port } = server;

/** What is sent beside the good calls, each refused by another step. */
const send = (changes, body = echo.body) => stage.requestOf(port, { ...echo, body }, changes);
const nested = `[${"[".repeat(2_000)}${"]".repeat(2_000)}]`;
const hostile = [
  send({ origin: "https://evil.example", "sec-fetch-site": "cross-site" }),
  send({ host: "evil.example" }),
  send({ "edict-action": "0".repeat(50) }),
  send({ "edict-action": "constructor" }),
  send({ "content-length": "999999999" }),
  send({ "content-encoding": "gzip" }),
  send({}, nested),
  send({}, '["$0"]'),
  send({}, `["${"$1:".repeat(1_000)}"]`),
  send({}, `[${'{"a":1},'.repeat(60_000)}1]`),
];
const requests = join(stage.scratch, "hostile.json");
writeFileSync(requests, JSON.stringify(hostile));
const files = stage.writeRequest(server, echo);

/** Runs the good calls while somebody sends the hostile ones. */
async function besideHostile() {
  const [bin, ...args] = onCore(1, [
    process.execPath,
    join(import.meta.dirname, "hostile-load.mjs"),
    String(port),
    String(Math.round(connections / 9)), // of ten connections one
    values.slow,
    requests,
  ]);
  const child = spawn(bin, args, { stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  await new Promise((done, fail) => {
    child.stdout.on("data", (chunk) => (printed += chunk).includes("ready") && done());
    child.once("exit", (code) => fail(new Error(`the hostile load ended with ${code}`)));
  });
  const measured = load(port, connections, milliseconds, files);
  await new Promise((done) => (child.once("exit", done), child.kill("SIGTERM")));
  return { ...measured, refused: JSON.parse(printed.replace("ready", "")) };
}

load(port, connections, milliseconds, files); // warm-up, not counted
const quiet = [];
const beside = [];
for (let round = 0; round < rounds; round += 1) {
  quiet.push(load(port, connections, milliseconds, files));
  beside.push(await besideHostile());
  process.stdout.write(".");
}
await server.stop();
stage.close();

const p99 = (runs) => median(runs.map((run) => run.p99));
const refused = {};
for (const run of beside)
  for (const [status, count] of Object.entries(run.refused))
    refused[status] = (refused[status] ?? 0) + count;
console.log(
  `\nmedians of ${rounds} rounds, ${values.seconds} s each, node ${process.version}, every good answer verified`,
);
console.log(`quiet      p99 ${p99(quiet).toFixed(1)} ms`);
console.log(
  `hostile    p99 ${p99(beside).toFixed(1)} ms, ${(p99(beside) / p99(quiet)).toFixed(2)} of quiet, beside ${values.slow} slow sockets`,
);
console.log(
  `refused    ${Object.entries(refused)
    .map(([status, count]) => `${count} with ${status}`)
    .join(", ")}`,
);
