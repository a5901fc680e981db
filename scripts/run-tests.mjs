// Runs everything that must hold, step by step, and prints how many tests ran.
// usage: node scripts/run-tests.mjs [--full]
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { runBounded } from "./run-bounded.mjs";

const full = process.argv.includes("--full");
const scratch = mkdtempSync(join(tmpdir(), "edict-tests-"));
/** What a run says of itself beside the results of its tests: see name-stuck-files.mjs. */
const remarks = join(scratch, "remarks.txt");
const env = {
  ...process.env,
  EDICT_REMARKS: remarks,
  ...(full ? { EDICT_FULL: "1", EDICT_LONG: "1" } : {}),
};
/** Milliseconds of a step: what takes longer hangs, and says where. */
const stepLimit = (full ? 180 : 25) * 60_000;
/** What names a file that never ends. */
const reporters = [
  "--reporter=default",
  "--reporter=json",
  `--reporter=${join(import.meta.dirname, "name-stuck-files.mjs")}`,
];

/** @type {[name: string, command: string[], report?: string][]} */
const steps = [
  ["tools", ["node", "scripts/find-tools.mjs"]],
  ["build", ["npm", "run", "build", "--silent"]],
  ["gates", ["npm", "run", "gates", "--silent"]],
  ["unit and crossings", ["npx", "vitest", "run", ...reporters], "unit.json"],
  ["examples", ["npm", "test", "-w", "edict-example-forum", "--", ...reporters], "examples.json"],
  ["sessions", ["npm", "test", "-w", "edict-example-auth", "--", ...reporters], "sessions.json"],
  [
    "plugins of the compiler",
    ["npm", "test", "-w", "edict-example-compiler-plugins", "--", ...reporters],
    "plugins.json",
  ],
  ["browser", ["npx", "vitest", "run", "-c", "vitest.e2e.config.ts", ...reporters], "browser.json"],
];

const totals = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const failures = [];
let broken = false;
for (const [name, command, report] of steps) {
  const started = Date.now();
  console.log(`\n== ${name}`);
  const file = report === undefined ? undefined : join(scratch, report);
  const [bin, ...args] = file === undefined ? command : [...command, `--outputFile.json=${file}`];
  const outcome = await runBounded(bin, args, { env, limit: stepLimit });
  if (file !== undefined && existsSync(file)) count(file);
  console.log(
    `== ${name}: ${outcome === "ok" ? "ok" : "FAILED"}, ${Math.round((Date.now() - started) / 1000)} s`,
  );
  if (outcome === "ok") continue;
  broken = true;
  const what =
    outcome === "late"
      ? `did not end within ${stepLimit / 60_000} minutes: what ran then stands above`
      : "failed";
  failures.push(`step ${name} ${what}${takeRemarks()}`);
  if (name === "tools" || name === "build") break;
}
rmSync(scratch, { recursive: true });
if (broken && totals.failed === 0) totals.failed = 1;
if (broken) console.log(`\nfailed:\n${failures.map((failure) => `  ${failure}`).join("\n")}`);
const skipped = totals.skipped === 0 ? "" : `, ${totals.skipped} skipped`;
console.log(`\ntests: ${totals.passed} passed, ${totals.failed} failed${skipped}`);
process.exit(broken ? 1 : 0);

function takeRemarks() {
  if (!existsSync(remarks)) return "";
  const text = readFileSync(remarks, "utf8").trim();
  rmSync(remarks);
  return `\n    ${text.replaceAll("\n", "\n    ")}`;
}

/** @param {string} file a report of vitest's json reporter */
function count(file) {
  const report = JSON.parse(readFileSync(file, "utf8"));
  totals.passed += report.numPassedTests;
  totals.failed += report.numFailedTests;
  totals.skipped += report.numPendingTests + report.numTodoTests;
  for (const { name, status, message, assertionResults } of report.testResults) {
    const failed = assertionResults.filter((result) => result.status === "failed");
    const path = relative(process.cwd(), name);
    // What CI keeps of a long output is its end: the reasons stand here once more.
    for (const { fullName, failureMessages } of failed)
      failures.push(`${path}: ${fullName.trim()}\n${indent(failureMessages.join("\n"))}`);
    if (status === "failed" && failed.length === 0) failures.push(`${path}\n${indent(message)}`);
  }
}

/** @param {string} text a message, of which the first lines are kept */
function indent(text) {
  const lines = text.split("\n").slice(0, 12);
  return lines.map((line) => `    ${line}`).join("\n");
}
