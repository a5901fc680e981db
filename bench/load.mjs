// Drives one server over keep-alive connections and prints what it measured as JSON.
// usage: node bench/load.mjs <port> <connections> <milliseconds> <file with request bytes> <file with expected body> [page]
// "page": the file has the texts that a body must hold, as JSON, and the body may come in chunks.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { connect } from "node:net";

const [port, connections, milliseconds, requestFile, bodyFile, kind] = process.argv.slice(2);
const request = readFileSync(requestFile);
const expected = readFileSync(bodyFile);
const texts = kind === "page" ? JSON.parse(expected.toString("utf8")) : [];
// Each call has an id of its own, as the browser makes them; it is written over the one in the file.
const callId = request.indexOf("00000000-0000-4000-8000-000000000000");
const headerEnd = Buffer.from("\r\n\r\n");
const lastChunk = Buffer.from("0\r\n\r\n");
const latencies = [];
let wrong = 0;
let firstWrong;
const started = performance.now();
const until = started + Number(milliseconds);

/** Bytes of the body as it is sent; undefined while its last chunk has not come, NaN where the head says nothing. */
function lengthOf(head, bytes, start) {
  if (kind !== "page" || !/\r\ntransfer-encoding: chunked/i.test(head))
    return Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
  const ends = bytes.subarray(-5).equals(lastChunk);
  return ends ? bytes.length - start : undefined;
}

const isRight = (body) =>
  kind === "page" ? texts.every((text) => body.includes(text)) : body.equals(expected);

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
      if (callId !== -1) bytes.write(randomUUID(), callId, "latin1");
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
      const length = lengthOf(head, pending, end + 4);
      if (Number.isNaN(length)) return reject(new Error(`no length in\n${head}`));
      if (length === undefined || pending.length < end + 4 + length) return;
      const body = pending.subarray(end + 4, end + 4 + length);
      pending = pending.subarray(end + 4 + length);
      latencies.push(performance.now() - sentAt);
      if (!head.startsWith("HTTP/1.1 200") || !isRight(body)) {
        wrong += 1;
        firstWrong ??= `${head}\n\n${body.toString("utf8").slice(0, 400)}`;
      }
      send();
    });
  });
}

// It never sleeps: a server that has to wake it for every answer would pay for that, the more the slower it is.
let driving = true;
const stayAwake = () => driving && setImmediate(stayAwake);
stayAwake();
await Promise.all(Array.from({ length: Number(connections) }, drive));
driving = false;
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
