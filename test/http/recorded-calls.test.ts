import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { registerAction } from "../../src/action/index.ts";
import { cookies, revalidatePath } from "../../src/context/index.ts";
import { notFound, redirect } from "../../src/context/signals.ts";
import { ActionError } from "../../src/errors/index.ts";
import type { ServerOptions } from "../../src/server/index.ts";
import { createMemoryStore, type Store } from "../../src/storage/index.ts";
import { openLmdbStore } from "../../src/storage/lmdb-store.ts";
import { callOf, formOf } from "./calls.ts";
import { fakeApp, idOf, type FakeApp, type FakeAppParts } from "./fake-app.ts";
import { startHost, type Host, type Received, type Sent } from "./hosts.ts";

const stores: Readonly<Record<string, () => Store>> = {
  "in memory": () => createMemoryStore(),
  "in a file": () => {
    const folder = mkdtempSync(join(tmpdir(), "edict-calls-"));
    const onError = (error: unknown): never => {
      throw error;
    };
    const store = openLmdbStore({ folder, onError });
    onTestFinished(async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    });
    return store;
  },
};

interface Recorded extends FakeApp {
  readonly host: Host;
  /** How often an action ran. */
  readonly runs: () => number;
}

async function startRecorded(
  store: Store,
  actions: NonNullable<FakeAppParts["actions"]>,
  options: Partial<ServerOptions> = {},
): Promise<Recorded> {
  const app = fakeApp({ actions });
  const host = await startHost("over a socket", app.build, { store, ...options });
  const runs = (): number => app.trace.filter((each) => each.startsWith("run ")).length;
  return { ...app, host, runs };
}

/** Sends one call twice, under one id. */
async function sendTwice(host: Host, sent: (id: string) => Sent): Promise<[Received, Received]> {
  const id = randomUUID();
  return [await host.send(sent(id)), await host.send(sent(id))];
}

/** All of an answer that must be equal when it is given again. */
function comparable({ status, headers, text }: Received): unknown {
  const kept = [...headers].filter(
    ([name]) => !["date", "connection", "keep-alive"].includes(name),
  );
  return { status, headers: kept, text };
}

describe.each(Object.keys(stores))("calls recorded %s", (kind) => {
  const newStore = (): Store => {
    const make = stores[kind];
    if (make === undefined) throw new Error(kind);
    return make();
  };

  const rich = {
    date: new Date(5),
    map: new Map([["a", new Set([1n])]]),
    text: "ü",
    none: undefined,
  };
  test.each<[string, (...args: never[]) => unknown, number]>([
    ["returned", () => Promise.resolve(rich), 200],
    ["threw", () => Promise.reject(new Error("broken")), 500],
    [
      "threw an ActionError",
      () => Promise.reject(new ActionError("FULL", "No seat is left.", { status: 409, data: [1] })),
      409,
    ],
    ["redirected elsewhere", () => redirect("https://example.com/"), 200],
    ["redirected to a page", () => redirect("/posts/5"), 200],
    ["ended as not found", () => notFound(), 404],
    [
      "wrote a cookie",
      async () => {
        (await cookies()).set("seen", "yes", { httpOnly: true }).delete("old");
        return "written";
      },
      200,
    ],
    ["revalidated", async () => revalidatePath("/posts/5"), 200],
  ])("a call that %s is answered alike again, and ran once", async (_, run, status) => {
    let count = 0;
    const { host, runs } = await startRecorded(newStore(), {
      act: async (...args) => {
        count += 1;
        return run(...(args as never[]));
      },
    });
    const [first, again] = await sendTwice(host, (id) =>
      callOf(host, "act", [], { headers: { "edict-call": id } }),
    );
    expect(first.status).toBe(status);
    expect(comparable(again)).toEqual(comparable(first));
    expect([runs(), count]).toEqual([1, 1]);
  });

  test("a call without an id, or with another one, runs again", async () => {
    const { host, runs } = await startRecorded(newStore(), { act: async () => 1 });
    await host.send(callOf(host, "act", []));
    await host.send(callOf(host, "act", []));
    for (let i = 0; i < 2; i++)
      await host.send(callOf(host, "act", [], { headers: { "edict-call": randomUUID() } }));
    expect(runs()).toBe(4);
  });

  test("an id in capitals is the same id", async () => {
    const { host, runs } = await startRecorded(newStore(), { act: async () => 1 });
    const id = randomUUID();
    await host.send(callOf(host, "act", [], { headers: { "edict-call": id } }));
    await host.send(callOf(host, "act", [], { headers: { "edict-call": id.toUpperCase() } }));
    expect(runs()).toBe(1);
  });

  test.each<[string, Sent]>([
    ["another body", { body: "[2]" }],
    ["another action", { headers: { "edict-action": idOf("other") } }],
    ["another cookie", { headers: { cookie: "session=b" } }],
    ["no cookie", { headers: { cookie: "" } }],
    ["an Authorization header", { headers: { authorization: "Bearer x" } }],
  ])("the id of a call with %s is refused with 422, and nothing runs", async (_, more) => {
    const { host, runs } = await startRecorded(newStore(), {
      act: async () => "secret of a",
      other: async () => 1,
    });
    const id = randomUUID();
    const cookie = "session=a";
    await host.send(callOf(host, "act", [1], { headers: { "edict-call": id, cookie } }));
    const refused = await host.send(
      callOf(host, "act", [1], { ...more, headers: { "edict-call": id, cookie, ...more.headers } }),
    );
    expect([refused.status, refused.headers.get("edict-error")]).toEqual([422, "KEY_REUSED"]);
    expect(refused.text).not.toContain("secret");
    expect(runs()).toBe(1);
  });

  test("cookies in another order, and those of measurement, do not make another visitor", async () => {
    const { host, runs } = await startRecorded(newStore(), { act: async () => 1 });
    const id = randomUUID();
    const answers = [];
    for (const cookie of ["session=a; theme=b; _ga=1", "theme=b;session=a; _ga=2; AWSALB=x"])
      answers.push(
        await host.send(callOf(host, "act", [], { headers: { "edict-call": id, cookie } })),
      );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(runs()).toBe(1);
  });

  test("only the cookies of `sessionCookies` make a visitor, where it is set", async () => {
    const sessionCookies = ["sid", "auth*"];
    const { host } = await startRecorded(newStore(), { act: async () => 1 }, { sessionCookies });
    const id = randomUUID();
    const statuses = [];
    for (const cookie of [
      "sid=a; auth2=b; theme=c",
      "sid=a; auth2=b; theme=d; other=e",
      "sid=a; auth2=c",
      "sid=b; auth2=b",
    ])
      statuses.push(
        (await host.send(callOf(host, "act", [], { headers: { "edict-call": id, cookie } })))
          .status,
      );
    expect(statuses).toEqual([200, 200, 422, 422]);
  });

  test("who signed in may ask again with the cookie they got, nobody with another", async () => {
    const { host, runs } = await startRecorded(newStore(), {
      signIn: async () => void (await cookies()).set("session", "of a ;", { revalidate: false }),
    });
    const id = randomUUID();
    const send = async (cookie?: string): Promise<Received> =>
      host.send(
        callOf(host, "signIn", [], {
          headers: { "edict-call": id, ...(cookie === undefined ? {} : { cookie }) },
        }),
      );
    const first = await send();
    const given = first.headers.get("set-cookie")?.split(";")[0];
    expect(given).toMatch(/^session=/);
    expect(comparable(await send())).toEqual(comparable(first));
    expect(comparable(await send(given))).toEqual(comparable(first));
    expect((await send("session=other")).status).toBe(422);
    expect(runs()).toBe(1);
  });

  test("a call whose twin runs is told so, and gets its answer afterwards", async () => {
    let finish = (): void => undefined;
    const gate = new Promise<void>((resolve) => (finish = resolve));
    const { host, runs } = await startRecorded(newStore(), { act: () => gate.then(() => "done") });
    const call = callOf(host, "act", [], { headers: { "edict-call": randomUUID() } });
    const first = host.send(call);
    await expect.poll(runs).toBe(1);
    const second = await host.send(call);
    expect([second.status, second.headers.get("edict-error")]).toEqual([409, "IN_PROGRESS"]);
    expect(second.headers.get("retry-after")).toBe("1");
    finish();
    expect(comparable(await host.send(call))).toEqual(comparable(await first));
    expect(runs()).toBe(1);
  });

  test.each<[string, () => unknown]>([
    ["a promise", async () => ({ later: Promise.resolve(1) })],
    ["more than 64 kB", async () => "x".repeat(70_000)],
  ])("a call that returned %s is not known, and not run again", async (_, run) => {
    const { host, runs } = await startRecorded(newStore(), { act: run as () => Promise<unknown> });
    const [first, again] = await sendTwice(host, (id) =>
      callOf(host, "act", [], { headers: { "edict-call": id } }),
    );
    expect(first.status).toBe(200);
    expect([again.status, again.headers.get("edict-error")]).toEqual([409, "UNKNOWN_OUTCOME"]);
    expect(runs()).toBe(1);
  });

  test("a call that passed its deadline is not known, and not run again", async () => {
    const limits = { actionTimeoutMs: 30 };
    const act = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 200));
    const { host, runs } = await startRecorded(newStore(), { act }, { limits });
    const [first, again] = await sendTwice(host, (id) =>
      callOf(host, "act", [], { headers: { "edict-call": id } }),
    );
    expect(first.status).toBe(504);
    expect([again.status, again.headers.get("edict-error")]).toEqual([409, "UNKNOWN_OUTCOME"]);
    expect(runs()).toBe(1);
  });

  test("an action that was returned is a reference again", async () => {
    const { host } = await startRecorded(newStore(), {
      act: async () => ({ next: registerAction(async () => 1, idOf("act"), "next") }),
    });
    const [first, again] = await sendTwice(host, (id) =>
      callOf(host, "act", [], { headers: { "edict-call": id } }),
    );
    expect(first.status).toBe(200);
    expect(comparable(again)).toEqual(comparable(first));
  });

  const fields = (id: string, title: string): [string, string][] => [
    ["$EDICT", `b1.1.${id}`],
    [`$ACTION_ID_${idOf("save")}`, ""],
    ["title", title],
  ];

  test("a posted form that is loaded again is answered again, and ran once", async () => {
    const { host, runs } = await startRecorded(newStore(), {
      save: async () => void (await cookies()).set("seen", "yes"),
    });
    const [first, again] = await sendTwice(host, (id) => formOf(host, fields(id, "a")));
    expect(first.status).toBe(200);
    expect(comparable(again)).toEqual(comparable(first));
    expect(runs()).toBe(1);
  });

  test("a form posted again under another boundary is the same call", async () => {
    const { host, runs } = await startRecorded(newStore(), { save: async () => redirect("/") });
    const form = formOf(host, fields(randomUUID(), "a"));
    const other = "----anotherboundary";
    expect((await host.send(form)).status).toBe(303);
    const again = await host.send({
      ...form,
      body: String(form.body).replaceAll("----testboundary", other),
      headers: { ...form.headers, "content-type": `multipart/form-data; boundary=${other}` },
    });
    expect([again.status, again.headers.get("location")]).toEqual([303, "/"]);
    expect(runs()).toBe(1);
  });

  test("a form that was changed before it is sent again is another call; another visitor's is none", async () => {
    const { host, runs } = await startRecorded(newStore(), { save: async () => 1 });
    const id = randomUUID();
    expect((await host.send(formOf(host, fields(id, "a")))).status).toBe(200);
    expect((await host.send(formOf(host, fields(id, "b")))).status).toBe(200);
    expect(runs()).toBe(2);
    const foreign = formOf(host, fields(id, "a"), { headers: { cookie: "session=b" } });
    expect((await host.send(foreign)).headers.get("edict-error")).toBe("KEY_REUSED");
    expect(runs()).toBe(2);
  });

  test("a form that was sent twice waits for the end of the first, and gets its answer", async () => {
    let finish = (): void => undefined;
    const gate = new Promise<void>((resolve) => (finish = resolve));
    const { host, runs } = await startRecorded(newStore(), { save: () => gate });
    const form = formOf(host, fields(randomUUID(), "a"));
    const both = [host.send(form), host.send(form)];
    await expect.poll(runs).toBe(1);
    finish();
    const answers = await Promise.all(both);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(runs()).toBe(1);
  });
});

test.each<[string | string[], string]>([
  ["", "an empty one"],
  ["1", "a number"],
  [`${randomUUID()}x`, "one too long"],
  [[randomUUID(), randomUUID()], "two"],
])("the call id %j is malformed: %s", async (id, what) => {
  const { host, runs } = await startRecorded(createMemoryStore(), { act: async () => 1 });
  const { status, headers } = await host.send(
    callOf(host, "act", [], { headers: { "edict-call": id } }),
  );
  expect([status, headers.get("edict-error")], what).toEqual([400, "MALFORMED"]);
  expect(runs()).toBe(0);
});

test("a call that cannot be recorded does not run, and may be tried again", async () => {
  const broken = (): never => {
    throw new Error("no space left on device");
  };
  const store = { ...createMemoryStore(), get: broken };
  const { host, runs } = await startRecorded(store, { act: async () => 1 });
  const { status, headers, text } = await host.send(
    callOf(host, "act", [], { headers: { "edict-call": randomUUID() } }),
  );
  expect([status, headers.get("edict-error"), headers.get("retry-after")]).toEqual([
    503,
    "BUSY",
    "1",
  ]);
  expect(text).not.toContain("space");
  expect(host.log.map(({ line }) => line).join("\n")).toContain("no space left on device");
  expect(runs()).toBe(0);
});

test("an end that cannot be recorded is answered, is in the log, and is not run again", async () => {
  const store = { ...createMemoryStore(), set: () => Promise.reject(new Error("read-only")) };
  const { host, runs } = await startRecorded(store, { act: async () => "done" });
  const [first, again] = await sendTwice(host, (id) =>
    callOf(host, "act", [], { headers: { "edict-call": id } }),
  );
  expect(first.status).toBe(200);
  expect(first.text).toContain("done");
  expect(host.log.map(({ line }) => line).join("\n")).toContain("read-only");
  expect(again.headers.get("edict-error")).toBe("IN_PROGRESS");
  expect(runs()).toBe(1);
});

test("a refused call leaves no record: it runs once it is right", async () => {
  const { host, runs } = await startRecorded(createMemoryStore(), { act: async () => 1 });
  const id = randomUUID();
  const refused = await host.send(
    callOf(host, "act", [], { body: "[", headers: { "edict-call": id } }),
  );
  expect(refused.status).toBe(400);
  expect((await host.send(callOf(host, "act", [], { headers: { "edict-call": id } }))).status).toBe(
    200,
  );
  expect(runs()).toBe(1);
});
