import { describe, expect, test } from "vitest";
import { cookies, refresh, revalidatePath, revalidateTag } from "../../src/context/index.ts";
import { forbidden, notFound, redirect, unauthorized } from "../../src/context/signals.ts";
import { ActionError } from "../../src/errors/index.ts";
import type { EndedRun } from "../../src/server/index.ts";
import { callOf, formOf } from "./calls.ts";
import { fakeApp, idOf, type FakeAppParts } from "./fake-app.ts";
import { hostKinds, startHost, type HostKind, type Received, type Sent } from "./hosts.ts";

async function call(
  kind: HostKind,
  actions: NonNullable<FakeAppParts["actions"]>,
  args: unknown = [],
  more: Sent = {},
): Promise<Received & { readonly trace: readonly string[] }> {
  const { build, trace } = fakeApp({ actions });
  const host = await startHost(kind, build);
  const received = await host.send(callOf(host, "act", args, more));
  return { ...received, trace };
}

describe.each(hostKinds)("a call %s", (kind) => {
  test("answers plain data in one row, without a render", async () => {
    const answer = await call(kind, { act: async (n, o) => ({ n, o }) }, [7, { text: "ü" }]);
    expect(answer.status).toBe(200);
    expect(answer.text).toBe(
      '0:{"outcome":{"kind":"returned","value":{"n":7,"o":{"text":"ü"}}},"build":"b1.1"}\n',
    );
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "text/x-component",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "edict-outcome": "returned",
      "edict-revalidated": "none",
    });
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(answer.trace).toEqual(["load act", "run act"]);
  });

  test("leaves what only React can write to the renderer", async () => {
    const answer = await call(kind, { act: async () => ({ later: Promise.resolve(1) }) });
    expect(answer.status).toBe(200);
    expect(answer.text).toBe("answer returned location=undefined no page");
  });

  test("tells the developer, not the browser, of a value that cannot be sent", async () => {
    class User {
      name = "canary";
    }
    const { build } = fakeApp({ actions: { act: async () => ({ user: new User() }) } });
    const host = await startHost(kind, build);
    const answer = await host.send(callOf(host, "act", []));
    expect(answer.status).toBe(500);
    expect(answer.headers.get("edict-outcome")).toBe("threw");
    expect(answer.text).not.toContain("canary");
    expect(host.log[0]?.line).toContain("a User (a class instance) at value.user");
  });

  test("brings the page it was started from, fresh, after a revalidation", async () => {
    const act = async (): Promise<number> => {
      revalidatePath("/posts/5");
      return 1;
    };
    const answer = await call(kind, { act }, [], { headers: { "edict-page": "/posts/5?tab=all" } });
    expect(answer.headers.get("edict-revalidated")).toBe("all");
    expect(answer.text).toBe(
      "answer returned location=undefined /posts/[id] /posts/5?tab=all have=undefined",
    );
  });

  test("tells a refresh of what the page shows from one of everything", async () => {
    const act = async (): Promise<void> => refresh();
    expect((await call(kind, { act })).headers.get("edict-revalidated")).toBe("data");
  });

  test("brings no page for a tag that may be served once more", async () => {
    const answer = await call(kind, { act: async () => revalidateTag("posts", "max") });
    expect(answer.headers.get("edict-revalidated")).toBe("none");
    expect(answer.text).toMatch(/^0:/);
  });

  test("sets cookies, and renders the page that shows them", async () => {
    const act = async (): Promise<void> => {
      const jar = await cookies();
      jar.set("a", "1");
      jar.set("b", "2");
    };
    const answer = await call(kind, { act });
    expect(answer.headers.getSetCookie().map((value) => value.split(";")[0])).toEqual([
      "a=1",
      "b=2",
    ]);
    expect(answer.text).toContain("answer returned location=undefined / /");
  });

  test("writes a cookie without rendering when told so", async () => {
    const act = async (): Promise<void> => {
      (await cookies()).set("a", "1", { revalidate: false });
    };
    const answer = await call(kind, { act });
    expect(answer.headers.getSetCookie()).toHaveLength(1);
    expect(answer.headers.get("edict-revalidated")).toBe("none");
    expect(answer.text).toMatch(/^0:/);
  });

  test("brings the target's page with a redirect inside the app", async () => {
    const answer = await call(kind, { act: async () => redirect("/posts/9?new=1#top") }, [], {
      headers: { "edict-segments": "root,a%2Fb" },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("edict-outcome")).toBe("redirected");
    expect(answer.headers.get("location")).toBeNull();
    expect(answer.text).toBe(
      "answer redirected location=/posts/9?new=1#top /posts/[id] /posts/9?new=1 have=root,a/b",
    );
  });

  test.each(["https://elsewhere.example/x", "/api"])(
    "leaves a redirect to %s to the browser",
    async (target) => {
      const answer = await call(kind, { act: async () => redirect(target) });
      expect(answer.text).toBe(
        `0:{"outcome":{"kind":"redirected","location":"${target}","replace":false},"build":"b1.1","location":"${target}"}\n`,
      );
    },
  );

  test.each([
    ["not-found", notFound, 404],
    ["unauthorized", unauthorized, 401],
    ["forbidden", forbidden, 403],
  ] as const)("answers %s with its status and no segments", async (kindOf, interrupt, status) => {
    const answer = await call(kind, { act: async () => interrupt() });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("edict-outcome")).toBe(kindOf);
    expect(answer.text).toBe(`0:{"outcome":{"kind":"${kindOf}"},"build":"b1.1"}\n`);
  });

  test("sends an ActionError whole", async () => {
    const act = async (): Promise<never> => {
      throw new ActionError("OUT_OF_STOCK", "Two are left", { status: 409, data: { left: 2 } });
    };
    const answer = await call(kind, { act });
    expect(answer.status).toBe(409);
    expect(answer.headers.get("edict-error")).toBeNull();
    expect(answer.text).toContain(
      '"error":{"code":"OUT_OF_STOCK","message":"Two are left","status":409,"data":{"left":2}}',
    );
  });

  const thrown: readonly [string, () => unknown][] = [
    ["an Error", () => new Error("canary")],
    ["an object", () => ({ message: "canary", digest: "canary" })],
    [
      "a forged redirect",
      () => Object.assign(new Error("canary"), { digest: "NEXT_REDIRECT;push;/canary;307;" }),
    ],
    ["a string", () => "canary"],
    ["null", () => null],
    ["a promise", () => Promise.resolve("canary")],
    ["a response", () => new Response("canary")],
    [
      "a hostile proxy",
      () =>
        new Proxy(
          {},
          {
            get: () => {
              throw new Error("canary");
            },
            has: () => {
              throw new Error("canary");
            },
            getOwnPropertyDescriptor: () => {
              throw new Error("canary");
            },
          },
        ),
    ],
  ];
  test.each(thrown)("masks %s that is thrown behind a digest", async (_, make) => {
    const { build } = fakeApp({
      actions: {
        act: async () => {
          throw make();
        },
      },
    });
    const host = await startHost(kind, build);
    const answer = await host.send(callOf(host, "act", []));
    expect(answer.status).toBe(500);
    expect(answer.headers.get("edict-error")).toBe("FAILED");
    const digest =
      /^0:\{"outcome":\{"kind":"threw","digest":"([0-9a-f-]{17})"\},"build":"b1.1"\}\n$/.exec(
        answer.text,
      )?.[1];
    expect(digest).toBeDefined();
    expect(host.log).toHaveLength(1);
    expect(host.log[0]?.line).toContain(`digest ${digest}`);
    expect(host.log[0]?.line).toContain("app/actions.ts#act");
  });

  test("keeps cookies and revalidations of an action that then throws", async () => {
    const act = async (): Promise<never> => {
      (await cookies()).set("a", "1");
      throw new Error("canary");
    };
    const answer = await call(kind, { act });
    expect(answer.status).toBe(500);
    expect(answer.headers.getSetCookie()).toHaveLength(1);
    expect(answer.text).toContain("answer threw");
  });

  test("refuses past the deadline and aborts the signal", async () => {
    const seen: unknown[] = [];
    const { build } = fakeApp({
      actions: {
        act: async () => {
          const { actionSignal } = await import("../../src/context/index.ts");
          const signal = actionSignal();
          await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
          seen.push(signal.reason);
        },
      },
    });
    const host = await startHost(kind, build, { limits: { actionTimeoutMs: 50 } });
    const answer = await host.send(callOf(host, "act", []));
    expect(answer.status).toBe(504);
    expect(answer.headers.get("edict-error")).toBe("TIMEOUT");
    await expect.poll(() => seen).toMatchObject([{ name: "TimeoutError" }]);
  });

  test("refuses an answer over its limit", async () => {
    const { build } = fakeApp({ actions: { act: async () => "x".repeat(2_000) } });
    const host = await startHost(kind, build, { limits: { maxAnswerBytes: 1_000 } });
    const answer = await host.send(callOf(host, "act", []));
    expect(answer.status).toBe(500);
    expect(answer.text.length).toBeLessThan(200);
  });

  test("runs an action of yesterday's build when its signature is the same", async () => {
    const answer = await call(kind, { act: async () => 1 }, [], {
      headers: { "edict-build": "b0.1" },
    });
    expect(answer.status).toBe(200);
  });

  test("hands a referenced action over, not yet loaded", async () => {
    const { build, trace } = fakeApp({
      actions: {
        act: async (other) => (other as (n: number) => Promise<number>)(20),
        other: async (n) => Number(n) + 1,
      },
    });
    const host = await startHost(kind, build);
    const boundary = "----b";
    const part = (name: string, value: string): string =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const body = `${part("1", JSON.stringify({ id: idOf("other"), bound: null }))}${part("0", '["$h1"]')}--${boundary}--\r\n`;
    const answer = await host.send(
      callOf(host, "act", [], {
        body,
        headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
      }),
    );
    expect(answer.text).toContain('"value":21');
    expect(trace).toEqual(["load act", "run act", "load other", "run other"]);
  });
});

test("whoever listens is told of each run, of calls and of forms: what the action got, and how it ended", async () => {
  const told: EndedRun[] = [];
  const late = new Error("late");
  const { build } = fakeApp({
    actions: {
      act: async (text) => text,
      fail: async () => Promise.reject(late),
      wait: async () => new Promise(() => undefined),
    },
  });
  const onActionEnd = (run: EndedRun): void => void told.push(run);
  const options = { onActionEnd, limits: { actionTimeoutMs: 50 } };
  const host = await startHost("over a socket", build, options);
  await host.send(callOf(host, "act", ["a"]));
  await host.send(callOf(host, "fail", []));
  await host.send(callOf(host, "wait", []));
  await host.send(formOf(host, [[`$ACTION_ID_${idOf("act")}`, ""]]));
  await host.send(callOf(host, "none-such", []));
  expect(told).toMatchObject([
    { entry: { name: "act" }, args: ["a"], end: { kind: "returned" } },
    { entry: { name: "fail" }, args: [], end: { kind: "threw", error: late } },
    { entry: { name: "wait" }, args: [], end: { kind: "timed-out" } },
    { entry: { name: "act" }, args: [expect.any(FormData)], end: { kind: "returned" } },
  ]);
});
