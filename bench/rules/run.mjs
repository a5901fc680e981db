// Runs the whole-app check over the corpus and prints what each rule found, missed and made up.
import { execFile } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const command = fileURLToPath(new URL("../../bin/edict.js", import.meta.url));
const minimalPrecision = 0.9;

/**
 * @typedef {{ code: string, severity: "error" | "warning", file: string, line: number, message: string }} Found
 * @typedef {{ code: string, file: string, line: number, endLine?: number }} Expected
 * @typedef {{ folder: string, expected: Expected[], near: string[], found: Found[], unclaimed: Found[], missed: Expected[] }} Case
 * @typedef {{ severity: string, expected: number, found: number, right: number, near: number }} Row
 */

/**
 * Gives every diagnostic of the app in `folder`.
 * @param {string} folder
 * @returns {Promise<Found[]>}
 */
function diagnose(folder) {
  const args = [command, "check", folder, "--format", "json"];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { maxBuffer: 1 << 26 }, (error, out, errors) => {
      try {
        resolve(JSON.parse(out));
      } catch {
        reject(new Error(`${folder} could not be checked: ${errors || error}`));
      }
    });
  });
}

/**
 * @param {string} folder
 * @returns {{ folder: string, expected: Expected[], near: string[] }}
 */
function readCase(folder) {
  const path = join(here, "corpus", folder);
  const isWrong = folder.startsWith("wrong/");
  const list = JSON.parse(
    readFileSync(join(path, isWrong ? "expected.json" : "near.json"), "utf8"),
  );
  return { folder, expected: isWrong ? list : [], near: isWrong ? [] : list };
}

/**
 * Pairs what was found with what was expected; each finding answers one expectation.
 * @param {Expected[]} expected
 * @param {Found[]} found
 */
function pair(expected, found) {
  const unclaimed = [...found];
  const missed = expected.filter((wanted) => {
    const at = unclaimed.findIndex(
      ({ code, file, line }) =>
        code === wanted.code &&
        file === wanted.file &&
        line >= wanted.line &&
        line <= (wanted.endLine ?? wanted.line),
    );
    if (at >= 0) unclaimed.splice(at, 1);
    return at < 0;
  });
  return { unclaimed, missed };
}

/**
 * @param {string[]} folders
 * @returns {Promise<Case[]>}
 */
async function runCases(folders) {
  /** @type {Case[]} */
  const cases = [];
  const waiting = folders.values();
  const work = async () => {
    for (const folder of waiting) {
      const known = readCase(folder);
      const found = await diagnose(join(here, "corpus", folder));
      cases.push({ ...known, found, ...pair(known.expected, found) });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return cases.toSorted((a, b) => (a.folder < b.folder ? -1 : 1));
}

/** @param {Case[]} cases */
function countRows(cases) {
  /** @type {Map<string, Row>} */
  const rows = new Map();
  /** @param {string} code */
  const row = (code) => {
    const known = rows.get(code) ?? { severity: "", expected: 0, found: 0, right: 0, near: 0 };
    rows.set(code, known);
    return known;
  };
  for (const { expected, near, found, unclaimed } of cases) {
    for (const { code } of expected) row(code).expected += 1;
    for (const code of near) row(code).near += 1;
    for (const { code, severity } of found) {
      row(code).severity = severity;
      row(code).found += 1;
      row(code).right += 1;
    }
    for (const { code } of unclaimed) row(code).right -= 1;
  }
  return [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * @param {number} part
 * @param {number} whole
 */
const share = (part, whole) => (whole === 0 ? "–" : (part / whole).toFixed(2));

/** @param {[string, Row][]} rows */
function printTable(rows) {
  const head = [
    "rule",
    "severity",
    "expected",
    "found",
    "true",
    "false",
    "precision",
    "recall",
    "near",
  ];
  const lines = rows.map(([code, { severity, expected, found, right, near }]) =>
    [code, severity || "–", expected, found, right, found - right, share(right, found)]
      .concat(share(right, expected), near)
      .map(String),
  );
  const widths = head.map((title, at) => Math.max(title.length, ...lines.map((l) => l[at].length)));
  for (const line of [head, ...lines])
    console.log(
      line
        .map((cell, at) => (at < 2 ? cell.padEnd(widths[at]) : cell.padStart(widths[at])))
        .join("  "),
    );
}

/** @param {Case[]} cases */
function printDifferences(cases) {
  const missed = cases.flatMap(({ folder, missed }) => missed.map((entry) => ({ folder, entry })));
  const alarms = cases.flatMap(({ folder, unclaimed }) =>
    unclaimed.map((entry) => ({ folder, entry })),
  );
  /**
   * @param {string} title
   * @param {{ folder: string, entry: Expected | Found }[]} list
   */
  const print = (title, list) => {
    console.log(`\n${title}: ${list.length}`);
    const sorted = list.toSorted((a, b) => a.entry.code.localeCompare(b.entry.code));
    for (const { folder, entry } of sorted)
      console.log(
        `  ${entry.code}  ${relative(process.cwd(), join(here, "corpus", folder, entry.file))}:${entry.line}`,
      );
  };
  print("Missed", missed);
  print("False alarms", alarms);
}

/** @param {[string, Row][]} rows */
function findFailures(rows) {
  return rows.flatMap(([code, { severity, found, right }]) => {
    if (found === right) return [];
    if (severity === "error")
      return [`${code} is an error and gave ${found - right} false alarms; it may give none.`];
    if (right / found < minimalPrecision)
      return [`${code} has a precision of ${share(right, found)}, below ${minimalPrecision}.`];
    return [];
  });
}

/** Cases whose path holds one of the words on the command line; all without any. */
function listCases() {
  const words = process.argv.slice(2);
  const folders = ["right", "wrong"].flatMap((side) =>
    readdirSync(join(here, "corpus", side)).map((name) => `${side}/${name}`),
  );
  return words.length === 0
    ? folders
    : folders.filter((folder) => words.some((word) => folder.includes(word)));
}

const folders = listCases();
const cases = await runCases(folders);
const rows = countRows(cases);
printTable(rows);
printDifferences(cases);
const rightCases = cases.filter(({ folder }) => folder.startsWith("right/")).length;
console.log(
  `\n${rightCases} right and ${cases.length - rightCases} wrong cases. These are the figures of this corpus, written by hand for this bench: they say how the rules judge its cases, not how often such mistakes occur elsewhere.`,
);
const failures = findFailures(rows);
for (const failure of failures) console.error(failure);
process.exitCode = failures.length > 0 ? 1 : 0;
