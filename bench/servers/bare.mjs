// A bare node:http server: reads a JSON body, parses it, awaits an async function, writes JSON.
import { createServer } from "node:http";

async function echo(number, value) {
  return { number, value };
}

const server = createServer((request, response) => {
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
});
server.listen(Number(process.env.PORT), "127.0.0.1", () =>
  console.log(`listening :${process.env.PORT}`),
);
