// Sends every bad input of test/threats to a server of the threat app and prints what each got; with --without each check
// is taken out of a copy of the package in turn, to show that its row then fails.
// usage: node scripts/run-threats.mjs [--without] [A] [B3]
import { resolve } from "node:path";
import { runnerImport } from "vite";

const { module } = await runnerImport(resolve("test/threats/report/report-threats.ts"), {
  configFile: false,
  logLevel: "error",
});
process.exitCode = await module.reportThreats(process.argv.slice(2), (/** @type {string} */ line) =>
  console.log(line),
);
