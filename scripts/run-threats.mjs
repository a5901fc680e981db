// Sends every bad input of test/threats to a server of the threat app and prints what each got; with --without each check
// is taken out of a copy of the package in turn, to show that its row then fails. What a whole run prints is kept in
// bench/results.
// usage: node scripts/run-threats.mjs [--without] [A] [B3]
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadSource } from "./load-source.mjs";

const args = process.argv.slice(2);
const started = Date.now();
/** @type {string[]} */
const lines = [];
/** @param {string} line */
const print = (line) => {
  lines.push(line);
  console.log(line);
};

/** @type {typeof import("../test/threats/report/report-threats.ts")} */
const { reportThreats } = await loadSource("test/threats/report/report-threats.ts");
const code = await reportThreats(args, print);
process.exitCode = code;
if (args.every((arg) => arg === "--without"))
  keep(args.length === 0 ? "threats" : "threats-without");

/** @param {string} name */
function keep(name) {
  const git = (/** @type {string[]} */ ...rest) => execFileSync("git", rest, { encoding: "utf8" });
  const changed = git("status", "--porcelain") === "" ? "" : " with changes";
  const head = `commit ${git("rev-parse", "HEAD").trim()}${changed}, node ${process.version}, ${Math.round((Date.now() - started) / 1_000)} s, exit code ${code}`;
  const text = [head, ...lines].map((line) => line.slice(0, 160).trimEnd()).join("\n");
  writeFileSync(join(import.meta.dirname, `../bench/results/${name}.txt`), `${text}\n`);
}
