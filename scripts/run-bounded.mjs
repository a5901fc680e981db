// Runs a command to its end, or to its limit: then it prints what was running, and ends exactly that.
import { spawn, spawnSync } from "node:child_process";

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ env: NodeJS.ProcessEnv, limit: number }} options `limit` in milliseconds
 * @returns {Promise<"ok" | "failed" | "late">}
 */
export function runBounded(command, args, { env, limit }) {
  const child = spawn(command, args, { stdio: "inherit", env });
  return new Promise((resolve, reject) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      endTree(child.pid);
    }, limit);
    child.once("error", reject);
    child.once("exit", (status) => {
      clearTimeout(timer);
      resolve(late ? "late" : status === 0 ? "ok" : "failed");
    });
  });
}

/** @param {number | undefined} root a process that this one started */
function endTree(root) {
  if (root === undefined) return;
  const rows = listProcesses();
  const tree = rows.filter(({ pid }) => isBelow(rows, pid, root));
  if (tree.length === 0) tree.push({ pid: root, parent: process.pid, line: String(root) });
  console.log("\nrunning when the time was up (pid, parent, age, processor time, command):");
  for (const { line } of tree) console.log(`  ${line}`);
  for (const { pid } of tree.toReversed()) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended by itself, with its parent.
    }
  }
}

/**
 * @param {{ pid: number, parent: number }[]} rows
 * @param {number} pid
 * @param {number} root
 */
function isBelow(rows, pid, root) {
  let at = pid;
  for (let depth = 0; depth < 100; depth += 1) {
    if (at === root) return true;
    const row = rows.find((candidate) => candidate.pid === at);
    if (row === undefined) return false;
    at = row.parent;
  }
  return false;
}

function listProcesses() {
  // A machine without `ps` gives nothing.
  const { stdout } = spawnSync("ps", ["-Ao", "pid=,ppid=,etime=,time=,args="], {
    encoding: "utf8",
    env: { ...process.env, COLUMNS: "400" },
  });
  return (stdout ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const [pid, parent] = line.split(/\s+/);
      return { pid: Number(pid), parent: Number(parent), line: line.slice(0, 300) };
    });
}
