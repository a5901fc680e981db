import { describe, expect, test } from "vitest";
import type { ServerOptions } from "../../src/server/index.ts";
import { callOf } from "./calls.ts";
import { fakeApp } from "./fake-app.ts";
import { sendOverSocket, startHost, type Host, type Received, type Sent } from "./hosts.ts";
import { startNginx } from "./start-nginx.ts";

const shop = "https://shop.example";

interface Site {
  readonly host: Host;
  /** Sends to nginx what a browser on the shop's page would. */
  readonly call: (headers?: NonNullable<Sent["headers"]>) => Promise<Received>;
}

/** An app whose visitors know it as https://shop.example, with nginx before it. */
async function startSite(
  directives: readonly string[],
  options: Partial<ServerOptions> = {},
): Promise<Site> {
  const { build } = fakeApp({ actions: { act: () => "done" } });
  const host = await startHost("over a socket", build, { origins: [shop], ...options });
  const port = await startNginx(Number(new URL(host.origin).port), directives);
  return {
    host,
    call: (headers = {}) =>
      sendOverSocket(
        port,
        `http://127.0.0.1:${port}`,
        callOf({ origin: shop }, "act", [], { headers: { host: "shop.example", ...headers } }),
      ),
  };
}

const passesHost = ["proxy_set_header Host $host"];
const saysHost = ["proxy_set_header X-Forwarded-Host $host"];
const appendsHost = ['proxy_set_header X-Forwarded-Host "$http_x_forwarded_host, $host"'];
const trusting = { trustProxy: ["127.0.0.1"] };

describe("behind nginx that passes the visitor's Host on", () => {
  test("calls run, with and without trustProxy", async () => {
    for (const options of [{}, trusting]) {
      const { call } = await startSite(passesHost, options);
      expect(await call()).toMatchObject({ status: 200 });
    }
  });

  test("a forwarded host of the visitor's changes nothing where nobody is trusted", async () => {
    const { call } = await startSite(passesHost);
    expect(await call({ "x-forwarded-host": "evil.example" })).toMatchObject({ status: 200 });
  });

  test("another site is refused, and the log says what would allow it", async () => {
    const { call, host } = await startSite(passesHost);
    const answer = await call({
      origin: "https://partner.example",
      "sec-fetch-site": "cross-site",
    });
    expect(answer).toMatchObject({ status: 403, text: "This origin may not call actions here.\n" });
    expect(answer.headers.get("edict-error")).toBe("ORIGIN");
    const lines = host.log.map(({ line }) => line.replace(/, request [0-9a-f-]{36}:/, ":"));
    expect(lines).toEqual([
      'edict: ORIGIN (403) POST /: Origin "https://partner.example", Sec-Fetch-Site "cross-site"; ' +
        'to change it: serverActions: { allowedOrigins: ["https://partner.example"] }',
    ]);
    const { call: allowed } = await startSite(passesHost, { allowedOrigins: ["partner.example"] });
    expect(
      await allowed({ origin: "https://partner.example", "sec-fetch-site": "cross-site" }),
    ).toMatchObject({ status: 200 });
  });
});

describe("behind nginx that says the visitor's Host beside its own", () => {
  test("calls are refused until the proxy is trusted, and run then", async () => {
    const { call, host } = await startSite(saysHost);
    const refused = await call();
    expect(refused.headers.get("edict-error")).toBe("HOST");
    expect(refused.status).toBe(421);
    expect(host.log).toHaveLength(1);
    for (const options of [trusting, { trustProxy: 1 }]) {
      const { call: trusted } = await startSite(saysHost, options);
      expect(await trusted()).toMatchObject({ status: 200 });
    }
  });

  test("trust is for the proxies that are named, not for whoever connects", async () => {
    const { call } = await startSite(saysHost, { trustProxy: ["10.0.0.0/8"] });
    expect((await call()).headers.get("edict-error")).toBe("HOST");
  });

  test("a host that nobody configured stays refused", async () => {
    const { call } = await startSite(saysHost, trusting);
    const answer = await call({ host: "evil.example", origin: "https://evil.example" });
    expect(answer.headers.get("edict-error")).toBe("HOST");
  });

  test("one that appends to what the visitor sent leaves open who was meant: 400", async () => {
    const { call } = await startSite(appendsHost, trusting);
    const answer = await call({ "x-forwarded-host": "evil.example" });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("edict-error")).toBe("MALFORMED");
  });
});
