// A reporter of vitest: names the files and tests that run for long, and those that never ended, so that each has a name.
// usage: [EDICT_REMARKS=file] npx vitest run --reporter=default --reporter=./scripts/name-stuck-files.mjs
import { appendFileSync } from "node:fs";
import { relative } from "node:path";

const longAfter = 120_000;
/** What stands there is printed again at the end of all tests: of a long output, CI keeps the end. */
const remarks = process.env["EDICT_REMARKS"];

export default class StuckFiles {
  /** @type {Map<string, { since: number, tests: Set<string> }>} */
  running = new Map();
  /** @type {NodeJS.Timeout | undefined} */
  timer;

  onTestRunStart() {
    this.timer = setInterval(() => this.print(), longAfter / 2).unref();
  }

  /** @param {import("vitest/node").TestModule} file */
  onTestModuleQueued(file) {
    this.running.set(file.moduleId, { since: Date.now(), tests: new Set() });
  }

  /** @param {import("vitest/node").TestModule} file */
  onTestModuleEnd(file) {
    this.running.delete(file.moduleId);
  }

  /** @param {import("vitest/node").TestCase} test */
  onTestCaseReady(test) {
    this.running.get(test.module.moduleId)?.tests.add(test.fullName);
  }

  /** @param {import("vitest/node").TestCase} test */
  onTestCaseResult(test) {
    this.running.get(test.module.moduleId)?.tests.delete(test.fullName);
  }

  /**
   * @param {readonly import("vitest/node").TestModule[]} files
   * @param {readonly import("vitest/node").SerializedError[]} errors those that belong to no test
   */
  onTestRunEnd(files, errors) {
    clearInterval(this.timer);
    for (const { name, message, stack } of errors)
      remark(`outside of any test: ${name}: ${message}\n${stack ?? ""}`);
    for (const file of files) {
      for (const test of file.children.allTests("pending"))
        remark(`never ended: ${relative(process.cwd(), file.moduleId)}: ${test.fullName}`);
    }
  }

  print() {
    for (const [path, { since, tests }] of this.running) {
      const age = Date.now() - since;
      if (age < longAfter) continue;
      const where = tests.size === 0 ? "outside of a test" : [...tests].join("; ");
      const name = relative(process.cwd(), path);
      console.log(`still running after ${Math.round(age / 1000)} s: ${name}: ${where}`);
    }
  }
}

/** @param {string} text */
function remark(text) {
  console.log(text);
  if (remarks !== undefined) appendFileSync(remarks, `${text}\n`);
}
