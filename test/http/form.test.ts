import { describe, expect, test } from "vitest";
import { cookies } from "../../src/context/index.ts";
import { forbidden, redirect } from "../../src/context/signals.ts";
import { formOf } from "./calls.ts";
import { fakeApp, idOf, type FakeAppParts } from "./fake-app.ts";
import { hostKinds, startHost } from "./hosts.ts";

const ref = (name: string, bound: unknown[]): [string, string][] => [
  ["$ACTION_REF_1", ""],
  ["$ACTION_1:0", JSON.stringify({ id: idOf(name), bound: "$@1" })],
  ["$ACTION_1:1", JSON.stringify(bound)],
];

const namesOf = (form: unknown): string[] => [...(form as FormData).keys()];

describe.each(hostKinds)("a form without JavaScript %s", (kind) => {
  const start = (parts: FakeAppParts): ReturnType<typeof startHost> =>
    startHost(kind, fakeApp(parts).build);

  test("runs its action with the app's own fields, and shows its page again", async () => {
    const seen: unknown[] = [];
    const host = await start({ actions: { act: async (form) => void seen.push(namesOf(form)) } });
    const fields: [string, string][] = [
      ["name", "Ada"],
      [`$ACTION_ID_${idOf("act")}`, ""],
      ["$EDICT", "b1.1"],
    ];
    const answer = await host.send(formOf(host, fields, { target: "/posts/5?tab=all" }));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(answer.text).toContain("/posts/[id] /posts/5?tab=all");
    expect(answer.text).toContain('{"formState":null,"waitForAll":true}');
    expect(seen).toEqual([["name"]]);
  });

  test("hands the result of useActionState to the page as its form state", async () => {
    const host = await start({
      actions: { act: async (bound, state, form) => [bound, state, namesOf(form)] },
    });
    const fields: [string, string][] = [
      ...ref("act", ["sealed", { n: 1 }]),
      ["$ACTION_KEY", "k123"],
      ["name", "Ada"],
    ];
    const answer = await host.send(formOf(host, fields));
    const state = JSON.stringify([["sealed", { n: 1 }, ["name"]], "k123", idOf("act"), 1]);
    expect(answer.text).toContain(`"formState":${state}`);
  });

  test("takes urlencoded fields too", async () => {
    const host = await start({
      actions: { act: async (_, form) => (form as FormData).get("name") },
    });
    const body = new URLSearchParams([
      ...ref("act", [null]),
      ["$ACTION_KEY", "k"],
      ["name", "Ada & co"],
    ]);
    const answer = await host.send(
      formOf(host, [], {
        body: body.toString(),
        headers: { "content-type": "application/x-www-form-urlencoded" },
      }),
    );
    expect(answer.text).toContain('"formState":["Ada & co","k"');
  });

  test("runs the last of several actions alone", async () => {
    const { build, trace } = fakeApp({ actions: { first: async () => 1, last: async () => 2 } });
    const host = await startHost(kind, build);
    await host.send(
      formOf(host, [
        [`$ACTION_ID_${idOf("first")}`, ""],
        [`$ACTION_ID_${idOf("last")}`, ""],
      ]),
    );
    expect(trace).toEqual(["load last", "run last", "render html"]);
  });

  test("is sent on with 303 and the cookies it wrote", async () => {
    const act = async (): Promise<never> => {
      (await cookies()).set("a", "1");
      return redirect("/posts/9");
    };
    const host = await start({ actions: { act } });
    const answer = await host.send(formOf(host, [[`$ACTION_ID_${idOf("act")}`, ""]]));
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/posts/9");
    expect(answer.headers.getSetCookie()).toHaveLength(1);
  });

  test("that throws shows the error boundary with status 500 and a digest", async () => {
    const host = await start({
      actions: {
        act: async () => {
          throw new Error("canary");
        },
      },
    });
    const answer = await host.send(formOf(host, [[`$ACTION_ID_${idOf("act")}`, ""]]));
    expect(answer.status).toBe(500);
    expect(answer.text).toMatch(/"failure":\{"kind":"error","digest":"[0-9a-f-]{17}"\}/);
    expect(answer.text).not.toContain("canary");
  });

  test("that is forbidden shows that page with status 403", async () => {
    const host = await start({ actions: { act: async () => forbidden() } });
    const answer = await host.send(formOf(host, [[`$ACTION_ID_${idOf("act")}`, ""]]));
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('"failure":{"kind":"forbidden"');
  });

  test("without an action is its page, as for GET", async () => {
    const { build, trace } = fakeApp({ actions: { act: async () => 1 } });
    const host = await startHost(kind, build);
    const answer = await host.send(formOf(host, [["name", "Ada"]]));
    expect(answer.status).toBe(200);
    expect(trace).toEqual(["render html"]);
    const json = { method: "POST", body: "{}", headers: { "content-type": "application/json" } };
    expect((await host.send(json)).status).toBe(200);
    expect(trace).toEqual(["render html", "render html"]);
  });
});
