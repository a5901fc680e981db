// Drives one server over keep-alive connections and prints what it measured as JSON.
// usage: node bench/load.mjs <port> <connections> <milliseconds> <file with request bytes> <file with expected body>
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { connect } from "node:net";

const [port, connections, milliseconds, requestFile, bodyFile] = process.argv.slice(2);
const request = readFileSync(requestFile);
const expected = readFileSync(bodyFile);
// Each call has an id of its own, as the browser makes them; it is written over the one in the file.
const callId = request.indexOf("edict-call: ") + "edict-call: ".length;
const headerEnd = Buffer.from("\r\n\r\n");
const latencies = [];
let wrong = 0;
let firstWrong;
const started = performance.now();
const until = started + Number(milliseconds);

function drive() {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: Number(port), host: "127.0.0.1", noDelay: true });
    let pending = Buffer.alloc(0);
    const bytes = Buffer.from(request);
    let sentAt = 0;
    const send = () => {
      if (performance.now() >= until) {
        socket.end();
        return resolve();
      }
      bytes.write(randomUUID(), callId, "latin1");
      sentAt = performance.now();
      return socket.write(bytes);
    };
    socket.on("connect", send);
    socket.on("error", reject);
    socket.on("close", () => resolve());
    socket.on("data", (chunk) => {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      const end = pending.indexOf(headerEnd);
      if (end === -1) return;
      const head = pending.latin1Slice(0, end);
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
      if (Number.isNaN(length)) return reject(new Error(`no content-length in\n${head}`));
      if (pending.length < end + 4 + length) return;
      const body = pending.subarray(end + 4, end + 4 + length);
      pending = pending.subarray(end + 4 + length);
      latencies.push(performance.now() - sentAt);
      if (!head.startsWith("HTTP/1.1 200") || !body.equals(expected)) {
        wrong += 1;
        firstWrong ??= `${head}\n\n${body.toString("utf8").slice(0, 400)}`;
      }
      send();
    });
  });
}

await Promise.all(Array.from({ length: Number(connections) }, drive));
const seconds = (performance.now() - started) / 1000;
latencies.sort((a, b) => a - b);
const at = (share) =>
  latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
console.log(
  JSON.stringify({
    requests: latencies.length,
    wrong,
    firstWrong,
    perSecond: latencies.length / seconds,
    p50: at(0.5),
    p99: at(0.99),
  }),
);
