// Sends every bad input of test/threats to a server of the threat app and prints what each got; with --without each check
// is taken out of a copy of the package in turn, to show that its row then fails.
// usage: node scripts/run-threats.mjs [--without] [A] [B3]
import { loadSource } from "./load-source.mjs";

/** @type {typeof import("../test/threats/report/report-threats.ts")} */
const { reportThreats } = await loadSource("test/threats/report/report-threats.ts");
process.exitCode = await reportThreats(process.argv.slice(2), (line) => console.log(line));
