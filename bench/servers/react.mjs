// Bare React in one process: Flight, its HTML, and node:http; the same components as the app of the bench.
// GET gives the document, POST with `accept: text/x-component` Flight alone, any other POST the document again.
import { createServer } from "node:http";
import { PassThrough } from "node:stream";

const folder = process.env.REACT_BUNDLES;
const { renderFlight } = await import(`${folder}/flight/flight.mjs`);
const { writeHtml } = await import(`${folder}/html/html.mjs`);

function answer(request, response) {
  const search = Object.fromEntries(new URL(request.url, "http://localhost").searchParams);
  const flight = renderFlight(search);
  if (request.method === "POST" && request.headers.accept === "text/x-component") {
    response.writeHead(200, { "content-type": "text/x-component" });
    flight.pipe(response);
    return;
  }
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
  writeHtml(flight.pipe(new PassThrough()), response);
}

const server = createServer((request, response) => {
  if (request.method === "GET") return answer(request, response);
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    Buffer.concat(chunks).toString("utf8");
    answer(request, response);
  });
  return undefined;
});
server.listen(Number(process.env.PORT), "127.0.0.1", () =>
  console.log(`listening :${process.env.PORT}`),
);
