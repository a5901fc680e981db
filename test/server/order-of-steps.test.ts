/**
 * The order of a request's steps is its security property: what a step refuses has reached nothing behind it.
 * Every step of `handle-request.ts`, `handle-call.ts` and `handle-form.ts` is wrapped in a probe that notes its name and does what the step does.
 */
import { beforeEach, describe, expect, test, vi } from "vitest";
import { fakeApp, type FakeApp } from "../http/fake-app.ts";
import { memoryRequest, pairsOf, startHost } from "../http/hosts.ts";
import { actionField, call, endingsOfCalls, endingsOfForms, form, type Ending } from "./endings.ts";

const probes = vi.hoisted(() => {
  const entered: string[] = [];
  const wrap = async (
    load: () => Promise<unknown>,
    steps: Readonly<Record<string, string>>,
  ): Promise<object> => {
    const module = (await load()) as Record<string, unknown>; // a module of functions
    const probed = Object.entries(steps).map(([name, step]) => {
      const real = module[name];
      if (typeof real !== "function") throw new Error(`there is no ${name}, where ${step} is done`);
      const stand = (...args: unknown[]): unknown => {
        entered.push(step);
        return Reflect.apply(real, undefined, args);
      };
      return [name, stand] as const;
    });
    return { ...module, ...Object.fromEntries(probed) };
  };
  return { entered, wrap };
});

vi.mock("../../src/server/admit/canonicalise.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { canonicalise: "canonicalise" }),
);
vi.mock("../../src/server/admit/check-host.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { checkHost: "check-host" }),
);
vi.mock("../../src/server/admit/strip-internal.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { stripInternal: "strip-internal" }),
);
vi.mock("../../src/server/admit/redirect-visit.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { redirectVisit: "redirect-visit" }),
);
vi.mock("../../src/server/admit/rewrite-visit.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { rewriteVisit: "rewrite-visit" }),
);
vi.mock("../../src/server/admit/run-proxy.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { runProxy: "run-proxy" }),
);
vi.mock("../../src/server/admit/classify-visit.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { classifyVisit: "classify-request" }),
);
vi.mock("../../src/server/admit/limit-rate.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { limitCaller: "limit-caller", limitRate: "limit-rate" }),
);
vi.mock("../../src/server/admit/read-call-id.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { readCallId: "read-call-id" }),
);
vi.mock("../../src/server/admit/check-origin.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { checkOrigin: "check-origin" }),
);
vi.mock("../../src/server/admit/find-action.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { findAction: "find-action" }),
);
vi.mock("../../src/server/admit/enter-owner.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { enterOwner: "enter-owner" }),
);
vi.mock("../../src/server/admit/check-body-headers.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { checkBodyHeaders: "check-body-headers" }),
);
vi.mock("../../src/server/admit/admit-call.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { admitCall: "admit-call" }),
);
vi.mock("../../src/server/call/read-body.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { receiveBody: "read-body", readBody: "read-body" }),
);
vi.mock("../../src/server/call/decode-arguments.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { decodeArguments: "decode-arguments" }),
);
vi.mock("../../src/server/call/decode-form.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { readFormParts: "read-form-parts", decodeForm: "decode-arguments" }),
);
vi.mock("../../src/server/call/open-captures.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { openCaptures: "open-captures" }),
);
vi.mock("../../src/server/call/begin-call.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { beginCall: "begin-call", beginForm: "begin-call" }),
);
vi.mock("../../src/server/call/run-action.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { startAction: "run-action", runAction: "run-action" }),
);
vi.mock("../../src/server/call/move-tags.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { moveTags: "move-tags" }),
);
vi.mock("../../src/server/call/settle.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { settle: "settle" }),
);
vi.mock("../../src/server/call/record-end.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { recordEnd: "record-end" }),
);
vi.mock("../../src/server/respond/render-call.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { renderCall: "render" }),
);
vi.mock("../../src/server/respond/respond-to-call.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { respondToCall: "respond" }),
);
vi.mock("../../src/server/respond/respond-to-form.ts", (load: () => Promise<unknown>) =>
  probes.wrap(load, { respondToForm: "respond" }),
);

/** From the rules of the configuration on: an action of another route comes here again. */
const entrance = ["redirect-visit", "run-proxy", "rewrite-visit", "classify-request"];

/** What every request goes through first. */
const admission = ["canonicalise", "check-host", "strip-internal", ...entrance];

/** A call names its action in a header: its body is read last. */
const lineOfCall = [
  ...admission,
  "check-origin",
  "limit-caller",
  "find-action",
  "enter-owner",
  "read-call-id",
  "limit-rate",
  "check-body-headers",
  "admit-call",
  "read-body",
  "decode-arguments",
  "open-captures",
  "begin-call",
  "run-action",
  "move-tags",
  "settle",
  "record-end",
  "render",
  "respond",
];

/** A form names it inside: its body is read under the limits that every action has. */
const lineOfForm = [
  ...admission,
  "check-origin",
  "limit-caller",
  "check-body-headers",
  "admit-call",
  "read-body",
  "read-form-parts",
  "find-action",
  "enter-owner",
  "limit-rate",
  "decode-arguments",
  "open-captures",
  "begin-call",
  "run-action",
  "move-tags",
  "record-end",
  "settle",
  "respond",
];

beforeEach(() => void probes.entered.splice(0));

function app(): FakeApp {
  return fakeApp({
    actions: {
      act: () => "done",
      inline: { run: () => "done", captures: ["user.id"] },
      endless: () => new Promise(() => undefined),
      distant: { run: () => "done", owners: ["/admin"] },
    },
    pages: ["admin"],
  });
}

/** Every step once: what an answer takes of a request that ran is settled wherever it is asked for. */
const enteredSteps = (): string[] => [...new Set(probes.entered)];

/** What a refused request must not have done, by the step that refused it. */
function expectNothingLater(
  { step }: Ending,
  line: readonly string[],
  ran: readonly string[],
): void {
  const before = line.slice(0, line.indexOf(step) + 1);
  if (step !== "run-action") {
    expect(probes.entered).toEqual(before);
    expect(ran).toEqual([]);
    return;
  }
  // Its end is recorded, and what it changed is sent.
  expect(enteredSteps()).toEqual([...before, "move-tags", "record-end", "settle"]);
  expect(ran).toEqual(["load endless", "run endless"]);
}

describe.each([
  { kind: "call", line: lineOfCall, endings: endingsOfCalls },
  { kind: "form", line: lineOfForm, endings: endingsOfForms },
])("a $kind", ({ kind, line, endings }) => {
  test("goes through every step, in the order of the line", async () => {
    const { build, trace } = app();
    const host = await startHost("in memory", build);
    const sent = kind === "call" ? call()(host) : form([actionField("act")])(host);
    expect(await host.send(sent)).toMatchObject({ status: 200 });
    expect(enteredSteps()).toEqual(line);
    expect(trace).toContain("run act");
  });

  test.each(endings)("ends in $step ($status) for $what, and nothing later ran", async (ending) => {
    const { build, trace } = app();
    const host = await startHost("in memory", build, { limits: { actionTimeoutMs: 20 } });
    const answer = await host.send(ending.sent(host));
    expect(answer.status).toBe(ending.status);
    expectNothingLater(ending, line, trace);
  });

  test("is not read before it is admitted", async () => {
    const { build } = app();
    const host = await startHost("in memory", build);
    const before = line.indexOf("read-body");
    const early = endings.filter(({ step }) => line.indexOf(step) < before);
    expect(early.length).toBeGreaterThan(2);
    for (const ending of early) {
      const sent = ending.sent(host);
      const request = memoryRequest(pairsOf(host.origin, sent), sent);
      const touched = vi.fn();
      const body = new Proxy(request.body, {
        get: (target, name) => {
          if (name !== "cancel") touched(name);
          return Reflect.get(target, name) as unknown;
        },
      });
      await host.handler.handle({ ...request, body });
      expect(touched, ending.what).not.toHaveBeenCalled();
    }
  });
});

test.each([
  { kind: "call", line: lineOfCall, rest: lineOfCall.slice(lineOfCall.indexOf("check-origin")) },
  { kind: "form", line: lineOfForm, rest: lineOfForm.slice(lineOfForm.indexOf("find-action")) },
])("a $kind for an action of another route comes to it from the rules on", async (asked) => {
  const { kind, line, rest } = asked;
  const { build, trace } = app();
  const host = await startHost("in memory", build);
  const names = { headers: { "edict-page": "" } }; // no page whose URL would be read
  const sent = kind === "call" ? call(names, "distant") : form([actionField("distant")]);
  expect(await host.send(sent(host))).toMatchObject({ status: 200 });
  const left = line.slice(0, line.indexOf("enter-owner") + 1);
  const entered = [...left, ...entrance, ...rest.slice(0, rest.indexOf("run-action") + 1)];
  expect(probes.entered.slice(0, entered.length)).toEqual(entered);
  expect(trace).toContain("run distant");
});

test("a server that is busy refuses before anything is read", async () => {
  const { build, trace } = app();
  const host = await startHost("in memory", build, {
    limits: { maxRunning: 1, maxQueued: 0, actionTimeoutMs: 200 },
  });
  const first = host.send(call({}, "endless")(host));
  await vi.waitFor(() => expect(trace).toContain("run endless"));
  probes.entered.splice(0);
  expect((await host.send(call()(host))).status).toBe(503);
  expect(probes.entered).toEqual(lineOfCall.slice(0, lineOfCall.indexOf("admit-call") + 1));
  expect(trace).not.toContain("load act");
  expect((await first).status).toBe(504);
});
