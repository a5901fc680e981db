// A hand-written Hono endpoint that validates with Zod, on node:http.
import { createServer } from "node:http";
import { Readable } from "node:stream";
import { Hono } from "hono";
import { z } from "zod";

const schema = z.tuple([z.number(), z.record(z.string(), z.unknown())]);
const app = new Hono();
app.post("/", async (context) => {
  const parsed = schema.safeParse(await context.req.json());
  if (!parsed.success) return context.json({ error: "bad input" }, 400);
  const [number, value] = parsed.data;
  return context.json({ number, value });
});

createServer(async (request, response) => {
  const answer = await app.fetch(
    new Request(`http://localhost${request.url}`, {
      method: request.method,
      headers: request.headers,
      body: request.method === "POST" ? Readable.toWeb(request) : undefined,
      duplex: "half",
    }),
  );
  const body = await answer.text();
  response.writeHead(answer.status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}).listen(Number(process.env.PORT), "127.0.0.1", () =>
  console.log(`listening :${process.env.PORT}`),
);
