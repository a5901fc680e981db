// A hand-written Hono endpoint that validates with Zod, on Hono's own adapter for node:http.
import { serve } from "@hono/node-server";
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

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: "127.0.0.1" }, () =>
  console.log(`listening :${process.env.PORT}`),
);
