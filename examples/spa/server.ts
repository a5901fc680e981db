import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import { serveStatic } from "@hono/node-server/serve-static";
import { actions } from "edict/actions";
import { createServer, loadKeys, loopbackOrigins } from "edict/server";
import { Hono } from "hono";

const port = Number(process.env.PORT ?? "3000");
// This file is bundled to `dist-server/server.js`, beside `dist/`.
const root = join(import.meta.dirname, "..");
const origin = process.env.EDICT_ORIGINS;

const keys = await loadKeys({
  env: process.env,
  file: join(root, ".edict/secrets/keys"),
  mayMake: origin === undefined,
  randomBytes,
});
if (!keys.ok) {
  console.error(keys.error);
  process.exit(1);
}

const answer = createServer(actions, {
  origins: origin === undefined ? loopbackOrigins(port) : origin.split(","),
  keys: keys.value.ring,
});

const app = new Hono();
app.post("/_edict/actions", (c) => {
  const { address } = getConnInfo(c).remote;
  return answer(c.req.raw, address === undefined ? {} : { address });
});
app.use("/assets/*", async (c, next) => {
  await next();
  // Their names change with their content.
  if (c.res.ok) c.res.headers.set("cache-control", "public, max-age=31536000, immutable");
});
app.use(serveStatic({ root: join(root, "dist") }));
// Every other path is a page that the browser renders by itself.
app.get("*", serveStatic({ path: join(root, "dist/index.html") }));

const server = serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, () =>
  console.log(`Ready on http://localhost:${port}`),
);
process.once("SIGTERM", () => server.close(() => process.exit(0)));
