// Measures Edict's production server beside a bare node:http server and a hand-written Hono endpoint,
// in turn, in one run, with the same work; prints medians and ratios. Method: bench/README.md
// usage: node bench/run.mjs [--rounds 5] [--seconds 3] [--only echo,64 kB]
import { parseArgs } from "node:util";
import { measureColdStart } from "./cold-start.mjs";
import { load, median, openStage, pinned, startServer } from "./stage.mjs";
import { workloads as all } from "./workloads.mjs";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "3" },
    only: { type: "string" },
  },
});
const rounds = Number(values.rounds);
const milliseconds = Number(values.seconds) * 1000;
const known = [...all.map(({ name }) => name), "cold"];
const names = values.only?.split(",") ?? known;
const unknown = names.find((name) => !known.includes(name));
if (unknown !== undefined) throw new Error(`--only: there is no work "${unknown}"`);
const workloads = all.filter(({ name }) => names.includes(name));

console.log("building the app");
const stage = openStage();
/** Runs of each server, by work, server and connections. */
const results = {};

/** Measures all servers of a work in turn: they stay up, so that each is warm and has the same neighbours as the others. */
async function measure(work) {
  const servers = [];
  for (const name of work.servers) servers.push(await startServer(name, "inherit", stage.scratch));
  if (work.method === "GET" && work.servers.includes("bare"))
    await stage.copyPage(
      servers.find(({ name }) => name === "edict"),
      work,
    );
  const requests = servers.map((server) => stage.writeRequest(server, work));
  /** Measures each of them once. */
  const turn = (connections, keep) => {
    for (const [index, server] of servers.entries()) {
      const before = server.cpuMs();
      const run = load(server.port, connections, milliseconds, requests[index]);
      run.cpuMicros = ((server.cpuMs() - before) * 1000) / run.requests;
      if (keep) (results[`${work.name} ${server.name} ${connections}`] ??= []).push(run);
    }
    process.stdout.write(".");
  };
  for (const connections of work.connections) {
    turn(connections, false); // warms up
    for (let round = 0; round < rounds; round += 1) turn(connections, true);
  }
  for (const server of servers) await server.stop();
}

for (const work of workloads) await measure(work);
const cold = names.includes("cold") ? await measureColdStart(stage, rounds) : undefined;
stage.close();

console.log(
  `\nmedians of ${rounds} rounds, ${values.seconds} s each, node ${process.version}, ${pinned ? "server and load on a core each" : "not pinned"}, every answer verified`,
);
for (const work of workloads)
  for (const connections of work.connections) {
    const runsOf = (name) => results[`${work.name} ${name} ${connections}`];
    const reference = runsOf(work.reference);
    for (const name of work.servers) {
      const runs = runsOf(name);
      const middle = (figure) => median(runs.map((run) => run[figure]));
      /** The middle of the ratios of each round: what slows both down in a round counts for both. */
      const ratio = (figure) =>
        median(runs.map((run, round) => run[figure] / reference[round][figure])).toFixed(2);
      console.log(
        [
          `${work.name.padEnd(9)} ${String(connections).padStart(3)} connections  ${name.padEnd(6)}`,
          `${middle("perSecond").toFixed(0).padStart(6)}/s  ${ratio("perSecond")} of ${work.reference}`,
          `p99 ${middle("p99").toFixed(1)} ms, ${ratio("p99")}`,
          `processor ${middle("cpuMicros").toFixed(0)} µs, ${ratio("cpuMicros")}`,
        ].join("  "),
      );
    }
  }
if (cold !== undefined) {
  const ratios = cold.edict.map((milliseconds, round) => milliseconds / cold.react[round]);
  console.log(
    `cold start to the first page: react ${median(cold.react).toFixed(0)} ms, edict ${median(cold.edict).toFixed(0)} ms, ${median(ratios).toFixed(2)} of react`,
  );
}
