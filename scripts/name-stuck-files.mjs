// A reporter of vitest: names the files and tests that run for long, so that one that never ends has a name.
// usage: npx vitest run --reporter=default --reporter=./scripts/name-stuck-files.mjs
import { relative } from "node:path";

const longAfter = 120_000;

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

  onTestRunEnd() {
    clearInterval(this.timer);
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
