import { describe, expect, test } from "vitest";
import { currentStore, revalidatePath } from "../../src/context/index.ts";
import { redirect } from "../../src/context/signals.ts";
import type { AppBuild } from "../../src/render/index.ts";
import { callOf, formOf } from "./calls.ts";
import { fakeApp, type FakeApp, type FakeAppParts } from "./fake-app.ts";
import { hostKinds, startHost, type Host } from "./hosts.ts";

const endpoint = "/_edict/actions";

function appOf(parts: FakeAppParts = {}): FakeApp {
  const { build, trace } = fakeApp({ actions: { act: async (n) => n }, ...parts });
  const withoutPages: AppBuild = { ...build, endpoint };
  return { build: withoutPages, trace };
}

function call(host: Host, target = endpoint, headers: Record<string, string> = {}) {
  return host.send(callOf(host, "act", [7], { target, headers }));
}

describe.each(hostKinds)("an app without pages, %s", (kind) => {
  test("answers a call at its endpoint", async () => {
    const host = await startHost(kind, appOf().build);
    const { status, text } = await call(host);
    expect([status, text]).toEqual([
      200,
      '0:{"outcome":{"kind":"returned","value":7},"build":"b1.1"}\n',
    ]);
  });

  test.each([
    ["a call at another path", "/"],
    ["a call at a path below it", `${endpoint}/more`],
    ["a call at the path of a page", "/posts/5"],
  ])("does not know %s", async (_, target) => {
    const { build, trace } = appOf();
    const { status } = await call(await startHost(kind, build), target);
    expect([status, trace]).toEqual([404, []]);
  });

  test.each(["GET", "HEAD", "PUT", "DELETE"])("leaves %s to its host", async (method) => {
    const { build, trace } = appOf();
    const host = await startHost(kind, build);
    for (const target of [endpoint, "/", "/posts/5", "/api"])
      expect((await host.send({ method, target })).status).toBe(404);
    expect(trace).toEqual([]);
  });

  test("runs no form without JavaScript", async () => {
    const { build, trace } = appOf();
    const host = await startHost(kind, build);
    const id = String(callOf(host, "act", []).headers?.["edict-action"]);
    const { status, headers } = await host.send(
      formOf(host, [[`$ACTION_ID_${id}`, ""]], { target: endpoint }),
    );
    expect([status, headers.get("edict-error"), trace]).toEqual([400, "MALFORMED", []]);
  });

  test.each([
    ["another origin", { origin: "https://evil.example" }, 403, "ORIGIN"],
    ["an unknown action of this build", { "edict-action": "0".repeat(50) }, 404, "NOT_FOUND"],
    [
      "an unknown action of another build",
      { "edict-action": "0".repeat(50), "edict-build": "b0.1" },
      409,
      "SKEW",
    ],
    ["a type that is no reply", { "content-type": "application/json" }, 415, "MEDIA"],
    ["an upgrade", { upgrade: "websocket", connection: "upgrade" }, 426, null],
  ])("refuses %s as everywhere", async (_, headers, status, code) => {
    const { build, trace } = appOf();
    const received = await call(await startHost(kind, build), endpoint, headers);
    expect([received.status, received.headers.get("edict-error")]).toEqual([status, code]);
    expect(trace).toEqual([]);
  });

  test("says that something changed, and sends no page", async () => {
    const act = async (): Promise<string> => {
      revalidatePath("/");
      return "saved";
    };
    const { build, trace } = appOf({ actions: { act } });
    const { headers, text } = await call(await startHost(kind, build));
    expect(headers.get("edict-revalidated")).toBe("all");
    expect(text).toBe('0:{"outcome":{"kind":"returned","value":"saved"},"build":"b1.1"}\n');
    expect(trace).toEqual(["load act", "run act"]);
  });

  test("tells where a redirect leads, and sends no page", async () => {
    const act = async (): Promise<never> => redirect("/posts/5");
    const { build, trace } = appOf({ actions: { act } });
    const { status, headers, text } = await call(await startHost(kind, build));
    expect([status, headers.get("edict-outcome")]).toEqual([200, "redirected"]);
    expect(text).toContain('"location":"/posts/5"');
    expect(trace).toEqual(["load act", "run act"]);
  });

  test("is found below its base path only", async () => {
    const host = await startHost(kind, appOf().build, { basePath: "/shop" });
    expect((await call(host, `/shop${endpoint}`)).status).toBe(200);
    expect((await call(host)).status).toBe(404);
  });

  test("gives an action the request's store", async () => {
    const act = async (): Promise<string> => new URL(currentStore("here").url).pathname;
    const { build } = appOf({ actions: { act } });
    expect((await call(await startHost(kind, build))).text).toContain(`"value":"${endpoint}"`);
  });
});
