// Measures Edict's production server beside a bare node:http server and a hand-written Hono endpoint,
// in turn, in one run, with the same work; prints medians and ratios. Method: bench/README.md
// usage: node bench/run.mjs [--rounds 5] [--seconds 3]
import { parseArgs } from "node:util";
import { load, median, openStage, pinned, startServer } from "./stage.mjs";
import { workloads } from "./workloads.mjs";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, seconds: { type: "string", default: "3" } },
});
const rounds = Number(values.rounds);
const milliseconds = Number(values.seconds) * 1000;

console.log("building the app");
const stage = openStage();
/** Runs of each server, by work, server and connections. */
const results = {};

/** Starts a fresh server and measures `work` on it. */
async function measure(work, name) {
  const server = await startServer(name);
  const files = stage.writeRequest(server, work);
  load(server.port, work.connections[0], milliseconds, files); // warm-up, not counted
  for (const connections of work.connections) {
    const run = load(server.port, connections, milliseconds, files);
    (results[`${work.name} ${name} ${connections}`] ??= []).push(run);
  }
  await server.stop();
}

for (let round = 0; round < rounds; round += 1)
  for (const work of workloads)
    for (const name of work.servers) {
      await measure(work, name);
      process.stdout.write(".");
    }
stage.close();

console.log(
  `\nmedians of ${rounds} rounds, ${values.seconds} s each, node ${process.version}, ${pinned ? "server and load on a core each" : "not pinned"}, every answer verified`,
);
for (const work of workloads)
  for (const connections of work.connections) {
    const middle = (name, figure) =>
      median(results[`${work.name} ${name} ${connections}`].map((run) => run[figure]));
    for (const name of work.servers) {
      const perSecond = middle(name, "perSecond");
      const share = perSecond / middle(work.reference, "perSecond");
      const p99 = middle(name, "p99");
      const slower = p99 / middle(work.reference, "p99");
      console.log(
        `${work.name.padEnd(9)} ${String(connections).padStart(3)} connections  ${name.padEnd(6)} ${perSecond.toFixed(0).padStart(7)}/s  ${share.toFixed(2)} of ${work.reference}  p99 ${p99.toFixed(1)} ms, ${slower.toFixed(2)} of ${work.reference}'s`,
      );
    }
  }
