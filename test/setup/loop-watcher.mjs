// The thread beside the tests of a process: see watch-loop.ts.
import { appendFileSync, writeSync } from "node:fs";
import { Session } from "node:inspector";
import { parentPort, workerData } from "node:worker_threads";

/** @type {{ beats: Int32Array, limitMs: number }} */
const { beats, limitMs } = workerData;
const everyMs = 1_000;
let seen = -1;
let stillMs = 0;
let test = "before its first test";
let told = false;

parentPort?.on("message", (name) => {
  test = name;
});
// The port alone holds nothing: the process ends when its tests do.
parentPort?.unref();

setInterval(() => {
  const beat = Atomics.load(beats, 0);
  stillMs = beat === seen ? stillMs + everyMs : 0;
  seen = beat;
  if (stillMs >= limitMs && !told) report();
}, everyMs);

function report() {
  told = true;
  say(`the event loop of process ${process.pid} stands still for ${limitMs} ms, last in: ${test}`);
  const session = new Session();
  session.connectToMainThread();
  /** @type {Map<string, string>} */
  const urls = new Map();
  session.on("Debugger.scriptParsed", ({ params }) => urls.set(params.scriptId, params.url));
  session.on("Debugger.paused", ({ params }) => {
    for (const { functionName, location } of params.callFrames)
      say(
        `    at ${functionName || "(anonymous)"} (${urls.get(location.scriptId)}:${location.lineNumber + 1})`,
      );
    end();
  });
  session.post("Debugger.enable");
  session.post("Debugger.pause");
  setTimeout(() => {
    say("    in code that is not JavaScript");
    end();
  }, 5_000);
}

/** Past the main thread, which takes nothing now. @param {string} line */
function say(line) {
  writeSync(2, `${line}\n`);
  const remarks = process.env["EDICT_REMARKS"];
  if (remarks !== undefined) appendFileSync(remarks, `${line}\n`);
}

function end() {
  process.kill(process.pid, "SIGKILL");
}
