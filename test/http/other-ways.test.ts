/** Ways to what an app has beside a visit of its address: each passes the same checks. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { NextRequest } from "../../src/context/next-request.ts";
import type { StaticFiles } from "../../src/server/index.ts";
import { callOf, formOf } from "./calls.ts";
import { fakeApp, idOf, type FakeAppParts } from "./fake-app.ts";
import { hostKinds, startHost, type Received } from "./hosts.ts";

/** Lets nobody to `/admin` and `/report.pdf` without a key, and notes what it was asked. */
function guard(seen: string[] = []): NonNullable<FakeAppParts["proxy"]> {
  const proxy = ({ nextUrl, method, cookies }: NextRequest): Response | undefined => {
    seen.push(`${method} ${nextUrl.pathname}`);
    const isGuarded = /^\/(?:admin|report\.pdf|api)/.test(nextUrl.pathname);
    return isGuarded && !cookies.has("key") ? new Response("no key", { status: 401 }) : undefined;
  };
  return { proxy };
}

const shown = ({ status, text }: Received): readonly unknown[] => [status, text];
const key = { headers: { cookie: "key=1" } };

describe.each(hostKinds)("a guard of the proxy %s", (kind) => {
  test("holds for every method of a page and of a handler", async () => {
    const app = fakeApp({ pages: ["admin"], proxy: guard(), handler: { GET: () => undefined } });
    const host = await startHost(kind, app.build);
    for (const method of ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"])
      for (const target of ["/admin", "/api"]) {
        const answer = await host.send({ method, target });
        expect([method, target, answer.status]).toEqual([method, target, 401]);
        expect(answer.headers.get("allow")).toBeNull();
      }
    expect(app.trace).toEqual(["load proxy"]);
  });

  test("holds for a file that a rewrite of the configuration shows", async () => {
    const folder = await mkdtemp(join(tmpdir(), "edict-ways-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, "report.pdf");
    await writeFile(file, "secret");
    const entry = { file, type: "application/pdf", etag: '"1"', immutable: false };
    const staticFiles: StaticFiles = new Map([["/report.pdf", entry]]);
    const rewrites = { beforeFiles: [{ source: "/open", destination: "/report.pdf" }] };
    const urlRules = { redirects: [], rewrites, headers: [] };
    const host = await startHost(kind, fakeApp({ proxy: guard() }).build, {
      staticFiles,
      urlRules,
    });
    expect(shown(await host.send({ target: "/open" }))).toEqual([401, "no key"]);
    expect(shown(await host.send({ target: "/open", ...key }))).toEqual([200, "secret"]);
  });

  test("holds for what the app fetches of itself, which has nothing of the visitor", async () => {
    const seen: string[] = [];
    const actions = {
      read: async () => {
        const answer = await fetch("/api?a=1");
        return [answer.status, await answer.text()];
      },
    };
    const handler = { GET: () => new Response("of the handler") };
    const host = await startHost(kind, fakeApp({ actions, handler, proxy: guard(seen) }).build);
    const answer = await host.send(callOf(host, "read", [], key));
    expect(answer.text).toContain('[401,"no key"]');
    expect(seen).toEqual(["POST /", "GET /api"]);
  });
});

describe("what the app fetches of itself", () => {
  test("passes the check of origins where it is a call or a form", async () => {
    const { build, trace } = fakeApp({
      actions: {
        forge: async () => {
          const headers = { origin: "https://evil.example", "edict-action": idOf("save") };
          return (await fetch("/", { method: "POST", headers, body: "[]" })).status;
        },
        save: () => "saved",
      },
    });
    const host = await startHost("in memory", build);
    expect((await host.send(callOf(host, "forge", []))).text).toContain('"value":403');
    expect(trace).not.toContain("load save");
  });

  test("ends where it asks itself for ever, and leaves room for others", async () => {
    const state = { count: 0, isEndless: true };
    const handler = {
      GET: async () => {
        state.count += 1;
        if (!state.isEndless) return new Response("done");
        const { status, body } = await fetch("/api");
        return new Response(body, { status });
      },
    };
    const host = await startHost("in memory", fakeApp({ handler }).build, {
      limits: { maxRunning: 5 },
    });
    expect((await host.send({ target: "/api" })).status).toBe(500);
    expect(state.count).toBe(6);
    expect(host.log.map(({ line }) => line).join()).toContain("more than 5 requests");
    state.isEndless = false;
    expect(shown(await host.send({ target: "/api" }))).toEqual([200, "done"]);
    expect((await host.send({ target: "/api" })).status).toBe(200);
  });
});

describe.each(hostKinds)("a call for an action of another route %s", (kind) => {
  const actions = {
    wipe: { run: () => "wiped", owners: ["/admin"], settings: { callsPerMinute: 2 } },
  };

  test("from another site is refused before the proxy is asked there", async () => {
    const seen: string[] = [];
    const app = fakeApp({ pages: ["admin"], actions, proxy: guard(seen) });
    const host = await startHost(kind, app.build);
    const headers = { origin: "https://evil.example", cookie: "key=1" };
    const fields = [[`$ACTION_ID_${idOf("wipe")}`, ""]] as const;
    for (const sent of [callOf(host, "wipe", [], { headers }), formOf(host, fields, { headers })])
      expect((await host.send(sent)).headers.get("edict-error")).toBe("ORIGIN");
    expect(seen).toEqual(["POST /", "POST /"]);
    expect(app.trace).toEqual(["load proxy"]);
  });

  test("is counted once, by the limit of the app and by its own", async () => {
    const app = fakeApp({ pages: ["admin"], actions, proxy: guard() });
    const host = await startHost(kind, app.build, { callsPerMinute: 3 });
    const statuses: (readonly unknown[])[] = [];
    for (let count = 0; count < 4; count += 1) {
      const { status, headers } = await host.send(callOf(host, "wipe", [], key));
      statuses.push([status, headers.get("edict-error")]);
    }
    expect(statuses).toEqual([
      [200, null],
      [200, null],
      [429, "RATE_LIMITED"],
      [429, "RATE_LIMITED"],
    ]);
    const told = host.log.map(({ line }) => line);
    expect(told[0]).toContain("rateLimit");
    expect(told[1]).toContain("callsPerMinute");
  });
});
