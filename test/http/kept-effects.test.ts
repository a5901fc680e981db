import { describe, expect, test } from "vitest";
import { after, cookies } from "../../src/context/index.ts";
import { callOf, formOf } from "./calls.ts";
import { fakeApp, idOf, type FakeAppParts } from "./fake-app.ts";
import { hostKinds, startHost, type Host, type Received } from "./hosts.ts";

/** A form of `useActionState`: what its action returns is sent with the page. */
const statefulForm = (host: Host): ReturnType<typeof formOf> =>
  formOf(host, [
    ["$ACTION_REF_1", ""],
    ["$ACTION_1:0", JSON.stringify({ id: idOf("act"), bound: "$@1" })],
    ["$ACTION_1:1", "[null]"],
    ["$ACTION_KEY", "k1"],
  ]);

const plainForm = (host: Host): ReturnType<typeof formOf> =>
  formOf(host, [[`$ACTION_ID_${idOf("act")}`, ""]]);

describe.each(hostKinds)("an action that ran %s keeps its cookies and its after()", (kind) => {
  const done: string[] = [];
  const withEffects = (run: () => unknown) => async (): Promise<unknown> => {
    (await cookies()).set("a", "1");
    after(() => void done.push("after"));
    return run();
  };
  const start = (run: () => unknown, parts: FakeAppParts = {}): Promise<Host> => {
    done.length = 0;
    const { build } = fakeApp({ actions: { act: withEffects(run) }, ...parts });
    return startHost(kind, build, { limits: { answerIdleMs: 80, actionTimeoutMs: 80 } });
  };
  const expectEffects = async ({ headers }: Received): Promise<void> => {
    expect(headers.getSetCookie()).toEqual([expect.stringMatching(/^a=1;/)]);
    await expect.poll(() => done).toEqual(["after"]);
  };

  class User {
    name = "canary";
  }

  test("when it returned a form state that cannot be sent: the error's page is shown", async () => {
    const host = await start(() => new User());
    const answer = await host.send(statefulForm(host));
    expect(answer.status).toBe(500);
    expect(answer.headers.get("content-type")).toContain("text/html");
    expect(answer.text).toMatch(/"failure":\{"kind":"error","digest":"[0-9a-f-]{17}"\}/);
    expect(host.log[0]?.line).toContain("a User (a class instance) at value");
    await expectEffects(answer);
  });

  test("when looking at its form state throws", async () => {
    const host = await start(() => ({
      get state(): never {
        throw new Error("canary");
      },
    }));
    const answer = await host.send(statefulForm(host));
    expect(answer.text).toMatch(/"failure":\{"kind":"error","digest":"[0-9a-f-]{17}"\}/);
    await expectEffects(answer);
  });

  test("when it returned to a form what nobody sends", async () => {
    const host = await start(() => new User());
    const answer = await host.send(plainForm(host));
    expect(answer.status).toBe(200);
    await expectEffects(answer);
  });

  test("when the page cannot be rendered", async () => {
    const renderHtml = (): Promise<never> => Promise.reject(new Error("canary"));
    const host = await start(() => 1, { renderer: { renderHtml } });
    const answer = await host.send(plainForm(host));
    expect(answer.text).toMatch(/^This page could not be shown\. Digest:/);
    await expectEffects(answer);
  });

  test("when the page does not come in time", async () => {
    const renderHtml = (): Promise<never> => new Promise(() => undefined);
    const host = await start(() => 1, { renderer: { renderHtml } });
    const answer = await host.send(plainForm(host));
    expect(answer.status).toBe(504);
    await expectEffects(answer);
  });

  test.each([
    ["call", (host: Host) => callOf(host, "act", [])],
    ["form", plainForm],
  ])("when it passed its deadline, in a %s", async (_, sentTo) => {
    const host = await start(() => new Promise(() => undefined));
    const answer = await host.send(sentTo(host));
    expect([answer.status, answer.headers.get("edict-error")]).toEqual([504, "TIMEOUT"]);
    await expectEffects(answer);
  });
});

test.each([
  ["page", {}],
  ["soft navigation", { headers: { accept: "text/x-component", "edict-segments": "root" } }],
])("a %s that cannot be rendered runs its after()", async (_, sent) => {
  const done: string[] = [];
  const fail = (): never => {
    after(() => void done.push("after"));
    throw new Error("canary");
  };
  const { build } = fakeApp({ renderer: { renderHtml: fail, renderSegments: fail } });
  const host = await startHost("in memory", build);
  expect((await host.send(sent)).status).toBe(500);
  expect(done).toEqual(["after"]);
});
