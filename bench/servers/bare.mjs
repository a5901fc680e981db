// A bare node:http server: reads a JSON body, parses it, awaits an async function, writes JSON. GET gives the page that
// Edict made, from memory.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

async function echo(number, value) {
  return { number, value };
}

let page;
function answerPage(response) {
  page ??= readFileSync(process.env.BARE_PAGE);
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "content-length": page.length,
  });
  response.end(page);
}

const server = createServer((request, response) => {
  if (request.method === "GET") return answerPage(response);
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", async () => {
    const [number, value] = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    const body = JSON.stringify(await echo(number, value));
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    });
    response.end(body);
  });
  return undefined;
});
server.listen(Number(process.env.PORT), "127.0.0.1", () =>
  console.log(`listening :${process.env.PORT}`),
);
