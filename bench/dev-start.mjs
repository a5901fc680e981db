// Prints how long after `edict dev` the first page of the demo is there, with a warm cache of dependencies.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";

const aimMs = 2_000;
const rounds = 3;
const root = join(import.meta.dirname, "..");
const { NODE_ENV: _, ...inherited } = process.env;

/** Starts the demo, asks for its first page until it has come, and ends the server. */
async function measureStart() {
  const port = await freePort();
  const begun = performance.now();
  const args = [join(root, "bin/edict.js"), "dev", "examples/forum", "--port", String(port)];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: inherited,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((done) => child.once("exit", done));
  try {
    await new Promise((ready, fail) => {
      child.stdout.on("data", (chunk) => String(chunk).includes("Ready") && ready());
      void ended.then((code) => fail(new Error(`edict dev ended with ${code}`)));
    });
    const readyMs = performance.now() - begun;
    const page = await fetch(`http://localhost:${port}/`, { headers: { accept: "text/html" } });
    const text = await page.text();
    if (page.status !== 200 || !text.includes("</html>"))
      throw new Error(`the first page has status ${page.status}`);
    return { readyMs, pageMs: performance.now() - begun };
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

const cold = await measureStart();
const warm = [];
for (let round = 0; round < rounds; round++) warm.push(await measureStart());
const seconds = (ms) => `${(ms / 1_000).toFixed(2)} s`;
const median = warm.toSorted((a, b) => a.pageMs - b.pageMs)[Math.floor(rounds / 2)];
process.stdout.write(
  [
    `first run        ready after ${seconds(cold.readyMs)}, first page after ${seconds(cold.pageMs)}`,
    `median of ${rounds}      ready after ${seconds(median.readyMs)}, first page after ${seconds(median.pageMs)}; the aim is ${seconds(aimMs)}`,
    "",
  ].join("\n"),
);
