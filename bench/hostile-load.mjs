// Keeps a server busy with what nobody honest sends, until it is ended: refused calls one after the other, and slow sockets.
// usage: node bench/hostile-load.mjs <port> <connections> <slow sockets> <file with a JSON list of requests>
import { readFileSync } from "node:fs";
import { connect } from "node:net";

const [port, connections, slow, requestsFile] = process.argv.slice(2);
const requests = JSON.parse(readFileSync(requestsFile, "utf8"));
const answers = {};

/** Sends one request on a connection of its own and goes on with the next when the server is done with it. */
function refuse(index) {
  const socket = connect(Number(port), "127.0.0.1");
  let head = "";
  socket.on("connect", () => socket.write(requests[index % requests.length]));
  socket.on("data", (chunk) => {
    head += chunk.toString("latin1");
    if (head.includes("\r\n\r\n")) socket.destroy();
  });
  socket.on("error", () => undefined); // a reset is an end, too
  socket.on("close", () => {
    const status = head.slice(9, 12) || "closed";
    answers[status] = (answers[status] ?? 0) + 1;
    setImmediate(refuse, index + 1);
  });
}

/** Sends the head of a request a byte a second; a new one begins when the server has had enough. */
function creep() {
  const head = "POST / HTTP/1.1\r\nhost: localhost\r\nx-slow: ";
  const socket = connect(Number(port), "127.0.0.1");
  let sent = 0;
  const timer = setInterval(() => {
    socket.write(head[sent] ?? "x");
    sent += 1;
  }, 1_000);
  socket.on("error", () => undefined);
  socket.on("close", () => {
    clearInterval(timer);
    setTimeout(creep, 100);
  });
}

for (let index = 0; index < Number(connections); index += 1) refuse(index);
for (let index = 0; index < Number(slow); index += 1) setTimeout(creep, index / 2);
setTimeout(() => console.log("ready"), Number(slow) / 2 + 1_000);
process.once("SIGTERM", () => {
  console.log(JSON.stringify(answers));
  process.exit(0);
});
