// Measures the compiler, `edict check` and `edict build` on an app of many actions. Method: bench/README.md
// usage: node bench/compile/run.mjs [--files 1000] [--rounds 3] [--only compile,check,build]
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { measureCompile } from "./measure-compile.mjs";
import { runTimed } from "./run-timed.mjs";
import { makeApp, writeApp } from "./write-app.mjs";

const { values } = parseArgs({
  options: {
    files: { type: "string", default: "1000" },
    rounds: { type: "string", default: "3" },
    only: { type: "string", default: "compile,check,build" },
  },
});
const files = Number(values.files);
const rounds = Number(values.rounds);
const parts = new Set(values.only.split(","));
const edict = resolve(import.meta.dirname, "../../bin/edict.js");
const bare = join(import.meta.dirname, "build-bare.mjs");

const aims = { compile: 4, checkSeconds: 3, checkMegabytes: 500, build: 1.15 };

/** @type {string[]} */
const missed = [];

/**
 * @template T
 * @param {T[]} list
 * @param {(each: T) => number | undefined} of
 */
function median(list, of) {
  const numbers = list.map((each) => of(each) ?? Number.NaN).toSorted((a, b) => a - b);
  return numbers[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/**
 * @param {string} name
 * @param {string} text
 */
const print = (name, text) => console.log(`${name.padEnd(8)} ${text}`);

/**
 * @param {boolean} isMet
 * @param {string} what
 */
function aimFor(isMet, what) {
  if (!isMet) missed.push(what);
  return `aim: ${what}${isMet ? "" : ", missed"}`;
}

/** @param {{ path: string, code: string }[]} actions */
async function benchCompile(actions) {
  const measured = await measureCompile(actions, rounds);
  const ratio = median(measured, ({ parse, compile }) => compile / parse);
  const kilobytes = actions.reduce((sum, { code }) => sum + code.length, 0) / actions.length / 1000;
  print(
    "compile",
    `${actions.length} files of ${kilobytes.toFixed(1)} kB: parse ${median(measured, ({ parse }) => parse).toFixed(2)} ms, compileModule ${median(measured, ({ compile }) => compile).toFixed(2)} ms, ${ratio.toFixed(2)} of a parse (${aimFor(ratio <= aims.compile, `compileModule at most ${aims.compile} of a parse`)})`,
  );
}

/**
 * @param {string} root
 * @param {number} count
 */
function benchCheck(root, count) {
  const check = () => runTimed([edict, "check", root]);
  const measured = Array.from({ length: rounds }, () => {
    rmSync(join(root, ".edict/cache"), { recursive: true, force: true });
    return check();
  });
  const again = Array.from({ length: rounds }, check);
  const seconds = median(measured, (each) => each.seconds);
  const megabytes = median(measured, (each) => each.megabytes);
  const isSmall = Number.isNaN(megabytes) || megabytes < aims.checkMegabytes;
  print(
    "check",
    `${count} files: ${seconds.toFixed(2)} s (${aimFor(seconds < aims.checkSeconds, `edict check under ${aims.checkSeconds} s`)}), processor ${median(measured, (each) => each.processorSeconds).toFixed(2)} s, memory ${megabytes.toFixed(0)} MB (${aimFor(isSmall, `edict check under ${aims.checkMegabytes} MB`)}); once more ${median(again, (each) => each.seconds).toFixed(2)} s, processor ${median(again, (each) => each.processorSeconds).toFixed(2)} s`,
  );
}

/** @param {string} root */
function benchBuild(root) {
  const measured = Array.from({ length: rounds }, () => ({
    bare: runTimed([bare, root]),
    edict: runTimed([edict, "build", root]),
  }));
  const ratio = median(measured, (each) => each.edict.seconds / each.bare.seconds);
  const processor = median(
    measured,
    (each) => (each.edict.processorSeconds ?? Number.NaN) / (each.bare.processorSeconds ?? 1),
  );
  print(
    "build",
    `bare ${median(measured, (each) => each.bare.seconds).toFixed(1)} s, edict ${median(measured, (each) => each.edict.seconds).toFixed(1)} s: ${ratio.toFixed(2)} of bare (${aimFor(ratio <= aims.build, `edict build at most ${aims.build} of a bare build`)}), processor ${processor.toFixed(2)} of bare`,
  );
}

const { app, actions } = makeApp(files);
console.log(
  `node bench/compile/run.mjs --files ${files} --rounds ${rounds} --only ${[...parts].join(",")}, node ${process.version}, ${availableParallelism()} cores, medians of ${rounds} rounds`,
);
if (parts.has("compile")) await benchCompile(actions);
if (parts.has("check") || parts.has("build")) {
  const root = mkdtempSync(join(tmpdir(), "edict-compile-"));
  try {
    await writeApp(root, app);
    if (parts.has("check"))
      benchCheck(root, [...app.keys()].filter((path) => /\.tsx?$/.test(path)).length);
    if (parts.has("build")) benchBuild(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}
for (const aim of missed) console.log(`Missed in this run: ${aim}.`);
