// Runs the whole-app check over the corpus and prints what each rule found, missed and made up.
import { diagnose } from "./diagnose.mjs";
import { readCases } from "./read-cases.mjs";

const minimalPrecision = 0.9;

/**
 * @typedef {import("./read-cases.mjs").Case} Case
 * @typedef {import("./read-cases.mjs").Expected} Expected
 * @typedef {Awaited<ReturnType<typeof diagnose>>[number]} Found
 * @typedef {Case & { found: Found[], unclaimed: Found[], missed: Expected[] }} Judged
 * @typedef {{ severity: string, expected: number, found: number, right: number, near: number }} Row
 */

/**
 * Pairs what was found with what was expected; each finding answers one expectation.
 * @param {Case} known
 * @param {Found[]} found
 * @returns {Judged}
 */
function judge(known, found) {
  const unclaimed = [...found];
  const missed = known.expected.filter((wanted) => {
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
  return { ...known, found, unclaimed, missed };
}

/**
 * @param {Judged[]} cases
 * @returns {[string, Row][]}
 */
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
  const lines = [
    ["rule", "severity", "expected", "found", "true", "false", "precision", "recall", "near"],
    ...rows.map(([code, { severity, expected, found, right, near }]) =>
      [code, severity || "–", expected, found, right, found - right, share(right, found)]
        .concat(share(right, expected), near)
        .map(String),
    ),
  ];
  const widths = lines[0].map((_, at) => Math.max(...lines.map((line) => line[at].length)));
  for (const line of lines)
    console.log(
      line
        .map((cell, at) => (at < 2 ? cell.padEnd(widths[at]) : cell.padStart(widths[at])))
        .join("  "),
    );
}

/**
 * @param {string} title
 * @param {{ name: string, entry: Expected | Found }[]} list
 */
function printPlaces(title, list) {
  console.log(`\n${title}: ${list.length}`);
  for (const { name, entry } of list.toSorted((a, b) => (a.entry.code < b.entry.code ? -1 : 1)))
    console.log(`  ${entry.code}  ${name}/${entry.file}:${entry.line}`);
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

const words = process.argv.slice(2);
const known = readCases().filter(
  ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
);
/** @type {Judged[]} */
const cases = [];
for (const one of known) cases.push(judge(one, await diagnose(one.path)));

const rows = countRows(cases);
printTable(rows);
printPlaces(
  "Missed",
  cases.flatMap(({ name, missed }) => missed.map((entry) => ({ name, entry }))),
);
printPlaces(
  "False alarms",
  cases.flatMap(({ name, unclaimed }) => unclaimed.map((entry) => ({ name, entry }))),
);
/** @param {Case["side"]} side */
const count = (side) => cases.filter((one) => one.side === side).length;
console.log(
  `\n${count("right")} right cases, ${count("wrong")} wrong, and ${count("example")} from examples/ as right. These are the figures of this corpus, which was written by hand for this bench: they say how the rules judge its cases, not how often such mistakes occur elsewhere.`,
);
const failures = findFailures(rows);
for (const failure of failures) console.error(failure);
process.exitCode = failures.length > 0 ? 1 : 0;
