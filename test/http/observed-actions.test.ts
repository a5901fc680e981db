import { context, SpanStatusCode, trace } from "@opentelemetry/api";
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
  type ReadableSpan,
} from "@opentelemetry/sdk-trace-node";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { revalidatePath, revalidateTag, updateTag } from "../../src/context/index.ts";
import { notFound, redirect } from "../../src/context/signals.ts";
import { ActionError } from "../../src/errors/index.ts";
import { callOf, formOf } from "./calls.ts";
import { fakeApp, idOf, type FakeAppParts } from "./fake-app.ts";
import { startHost, type Host } from "./hosts.ts";

type Actions = NonNullable<FakeAppParts["actions"]>;

describe("the span of an action", () => {
  const exporter = new InMemorySpanExporter();

  beforeAll(() => {
    const spanProcessors = [new SimpleSpanProcessor(exporter)];
    new NodeTracerProvider({ spanProcessors }).register();
  });
  beforeEach(() => exporter.reset());
  afterAll(() => {
    // The process goes on to other tests, which have no SDK.
    trace.disable();
    context.disable();
  });

  const start = (actions: Actions): Promise<Host> =>
    startHost("in memory", fakeApp({ actions }).build, {
      limits: { actionTimeoutMs: 40 },
      trustProxy: ["127.0.0.0/8"],
    });
  const named = { headers: { "x-request-id": "edge-1" } };

  /** Calls `act` and gives the one span that is there then. */
  const spanOf = async (act: () => unknown): Promise<ReadableSpan> => {
    const host = await start({ act: async () => act() });
    await host.send(callOf(host, "act", [], named));
    const [span, ...others] = exporter.getFinishedSpans();
    expect(others).toEqual([]);
    return span ?? expect.unreachable("there is no span");
  };
  const fail = (): never => {
    throw new TypeError("broken");
  };

  test.each<[outcome: string, act: () => unknown]>([
    ["returned", () => 1],
    ["redirected", () => redirect("/posts/5")],
    [
      "threw",
      () => {
        throw new ActionError("TAKEN", "That name is taken.", { status: 409 });
      },
    ],
  ])("has its name, its request and that it %s, which is no failure", async (outcome, act) => {
    const { name, attributes, status, events } = await spanOf(act);
    expect(name).toBe("action app/actions.ts#act");
    expect(attributes).toMatchObject({
      "edict.action.name": "app/actions.ts#act",
      "edict.action.outcome": outcome,
      "edict.request.id": "edge-1",
    });
    expect(status.code).toBe(SpanStatusCode.UNSET);
    expect(events).toEqual([]);
  });

  test("has what was thrown, and the digest that stands for it", async () => {
    const { attributes, status, events } = await spanOf(fail);
    expect(attributes).toMatchObject({
      "edict.action.outcome": "threw",
      "edict.action.digest": expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{8}$/) as string,
    });
    expect(status.code).toBe(SpanStatusCode.ERROR);
    expect(events.map((event) => event.attributes?.["exception.message"])).toEqual(["broken"]);
  });

  test("ends at the deadline of an action that does not", async () => {
    const { attributes, status } = await spanOf(() => new Promise(() => undefined));
    expect(attributes).toMatchObject({ "edict.action.outcome": "timed-out" });
    expect(status.code).toBe(SpanStatusCode.ERROR);
  });

  test("has the tags and paths that the action revalidated", async () => {
    const { attributes } = await spanOf(() => {
      updateTag("posts");
      revalidateTag("authors", "max");
      revalidatePath("/posts/5");
    });
    expect(attributes).toMatchObject({
      "edict.action.revalidated_tags": ["posts", "authors"],
      "edict.action.revalidated_paths": ["/posts/5"],
    });
  });

  test("holds what the action does itself, and is there for a form too", async () => {
    const host = await start({
      act: async () => {
        await Promise.resolve();
        trace.getTracer("test").startSpan("query").end();
      },
    });
    await host.send(formOf(host, [[`$ACTION_ID_${idOf("act")}`, ""]]));
    const [query, action] = exporter.getFinishedSpans();
    expect([query?.name, action?.name]).toEqual(["query", "action app/actions.ts#act"]);
    expect(query?.parentSpanContext?.spanId).toBe(action?.spanContext().spanId);
  });

  test("is not there for what was refused", async () => {
    const host = await start({ act: async () => 1 });
    await host.send(callOf(host, "act", [], { headers: { origin: "null" } }));
    await host.send(callOf(host, "gone", []));
    expect(exporter.getFinishedSpans()).toEqual([]);
  });
});

describe("onRequestError", () => {
  const fail = (): never => {
    throw new Error("broken");
  };
  const told: unknown[][] = [];
  beforeEach(() => void told.splice(0));

  const start = (parts: FakeAppParts): Promise<Host> => {
    const { build } = fakeApp({
      onRequestError: async (...all) => void told.push(all),
      ...parts,
    });
    return startHost("in memory", build, { limits: { actionTimeoutMs: 30 } });
  };
  const digestOf = ({ log }: Host): unknown =>
    / digest ([0-9a-f-]{17})/.exec(log[0]?.line ?? "")?.[1];
  const requestOf = ({ log }: Host): unknown => / request (\S+)$/.exec(log[0]?.line ?? "")?.[1];

  test("is told of an action that failed, once, with its name", async () => {
    const host = await start({ actions: { act: async () => fail() } });
    await host.send(callOf(host, "act", [], { target: "/posts/5?sort=new" }));
    expect(told).toEqual([
      [
        new Error("broken"),
        {
          path: "/posts/5?sort=new",
          method: "POST",
          headers: expect.objectContaining({ "edict-page": "/", host: "localhost:3000" }) as object,
        },
        {
          routerKind: "App Router",
          routePath: "/posts/[id]",
          routeType: "action",
          actionName: "app/actions.ts#act",
          digest: digestOf(host),
          requestId: requestOf(host),
        },
      ],
    ]);
  });

  test.each<[routeType: string, parts: FakeAppParts, target: string]>([
    ["route", { handler: { GET: fail } }, "/api"],
    ["proxy", { proxy: { proxy: fail } }, "/"],
    ["render", { renderer: { renderHtml: () => Promise.reject(new Error("broken")) } }, "/"],
  ])("is told of what failed elsewhere: %s", async (routeType, parts, target) => {
    const host = await start(parts);
    expect((await host.send({ target, headers: { accept: "text/html" } })).status).toBe(500);
    expect(told.map(([, , at]) => at)).toEqual([
      {
        routerKind: "App Router",
        routePath: target,
        routeType,
        digest: digestOf(host),
        requestId: requestOf(host),
      },
    ]);
  });

  test("is told of what an action throws after its time", async () => {
    const late: { reject?: (error: Error) => void } = {};
    const ended = new Promise<never>((_, reject) => (late.reject = reject));
    const host = await start({ actions: { act: () => ended } });
    expect((await host.send(callOf(host, "act", []))).status).toBe(504);
    expect(told).toEqual([]);
    late.reject?.(new Error("broken"));
    await new Promise((resolve) => setImmediate(resolve));
    await host.handler.drain();
    expect(told.map(([, , at]) => at)).toMatchObject([{ actionName: "app/actions.ts#act" }]);
  });

  test.each<[string, () => unknown]>([
    ["a redirect", () => redirect("/posts/5")],
    ["an interrupt", () => notFound()],
  ])("is not told of %s", async (_, act) => {
    const host = await start({ actions: { act: async () => act() } });
    await host.send(callOf(host, "act", []));
    expect(told).toEqual([]);
  });

  test("that fails itself is in the log, and the answer is as without it", async () => {
    const onRequestError = (): Promise<never> => Promise.reject(new Error("no network"));
    const host = await start({ actions: { act: async () => fail() }, onRequestError });
    expect((await host.send(callOf(host, "act", []))).status).toBe(500);
    await host.handler.drain();
    expect(host.log.map(({ line }) => line)).toEqual([
      expect.stringContaining("action app/actions.ts#act failed with"),
      expect.stringContaining(
        'onRequestError of instrumentation.ts failed with "Error: no network"',
      ),
    ]);
  });

  test("keeps no answer waiting, and a server that drains waits for it", async () => {
    const sent: string[] = [];
    const waiting: { release?: () => void } = {};
    const onRequestError = async (): Promise<void> => {
      await new Promise<void>((release) => (waiting.release = release));
      sent.push("told");
    };
    const host = await start({ actions: { act: async () => fail() }, onRequestError });
    expect((await host.send(callOf(host, "act", []))).status).toBe(500);
    expect(sent).toEqual([]);
    const drained = host.handler.drain();
    setTimeout(() => waiting.release?.(), 20);
    await drained;
    expect(sent).toEqual(["told"]);
  });
});
