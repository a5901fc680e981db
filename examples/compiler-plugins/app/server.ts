import { createServer as createHttpServer, type Server } from "node:http";
import { Readable } from "node:stream";
import { actions } from "edict/actions";
import { createServer, parseKeyRing } from "edict/server";

/** Serves the actions of this bundle. Any framework that knows `Request` and `Response` does it in one line. */
export async function listen(
  keys: string,
): Promise<{ readonly server: Server; readonly url: string }> {
  const ring = parseKeyRing(keys);
  if (!ring.ok) throw new TypeError(ring.error);
  const server = createHttpServer().listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  const url = `http://127.0.0.1:${address.port}`;
  // The test's client is no browser: it sends no `Origin`, and no cookies either.
  const answer = createServer(actions, {
    origins: [url],
    keys: ring.value,
    allowMissingOrigin: true,
    log: () => undefined,
  });
  server.on("request", async (message, response) => {
    const { method = "GET", headers } = message;
    const request = new Request(url + (message.url ?? "/"), {
      method,
      headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
      ...(method === "POST"
        ? { body: Readable.toWeb(message) as ReadableStream, duplex: "half" }
        : {}),
    });
    const given = await answer(request);
    response.writeHead(given.status, [...given.headers].flat());
    response.end(Buffer.from(await given.arrayBuffer()));
  });
  return { server, url };
}
