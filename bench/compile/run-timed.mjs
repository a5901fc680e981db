import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const timer = "/usr/bin/time";

/** @typedef {{ seconds: number, processorSeconds: number | undefined, megabytes: number | undefined }} Timed */

/**
 * Runs a Node program to its end, which must be a good one. Processor time and the peak of memory are those of
 * `/usr/bin/time`, where it is installed.
 * @param {string[]} args
 * @returns {Timed}
 */
export function runTimed(args) {
  const scratch = mkdtempSync(join(tmpdir(), "edict-timed-"));
  const report = join(scratch, "report");
  const command = [process.execPath, ...args];
  const [bin, ...rest] = existsSync(timer)
    ? [timer, "-o", report, "-f", "%U %S %M", ...command]
    : command;
  const began = performance.now();
  const run = spawnSync(bin, rest, { encoding: "utf8", maxBuffer: 1 << 28 });
  const seconds = (performance.now() - began) / 1000;
  const [user, system, kilobytes] = existsSync(report)
    ? readFileSync(report, "utf8").trim().split(" ").map(Number)
    : [];
  rmSync(scratch, { recursive: true });
  if (run.status !== 0) throw new Error(`${args.join(" ")}\n${run.stdout}${run.stderr}`);
  return {
    seconds,
    processorSeconds: user === undefined ? undefined : user + system,
    megabytes: kilobytes === undefined ? undefined : kilobytes / 1000,
  };
}
