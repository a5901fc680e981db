// A hand-written Hono endpoint that validates with Zod, on Hono's own adapter for node:http.
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { z } from "zod";

const echoSchema = z.tuple([z.number(), z.record(z.string(), z.unknown())]);
const rowsSchema = z.tuple([
  z.array(z.object({ id: z.number(), title: z.string(), tags: z.array(z.string()) })),
]);
const app = new Hono();

/** One path for all three, told apart by their input: the requests are the same byte by byte for every server. */
app.post("/", async (context) => {
  if (context.req.header("content-type").startsWith("multipart/")) {
    const file = (await context.req.formData()).get("1");
    if (!(file instanceof File)) return context.json({ error: "bad input" }, 400);
    return context.json({ name: file.name, size: file.size });
  }
  const input = await context.req.json();
  if (input.length === 1) {
    const parsed = rowsSchema.safeParse(input);
    if (!parsed.success) return context.json({ error: "bad input" }, 400);
    const [rows] = parsed.data;
    return context.json({ rows: rows.length, last: rows.at(-1)?.id });
  }
  const parsed = echoSchema.safeParse(input);
  if (!parsed.success) return context.json({ error: "bad input" }, 400);
  const [number, value] = parsed.data;
  return context.json({ number, value });
});

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: "127.0.0.1" }, () =>
  console.log(`listening :${process.env.PORT}`),
);
