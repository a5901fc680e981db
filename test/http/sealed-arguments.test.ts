import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { seal, type ServerReference } from "../../src/action/index.ts";
import { registerAction } from "../../src/action/index.ts";
import { runWithStore } from "../../src/context/index.ts";
import { createCaptureSealer } from "../../src/server/keys/capture-sealer.ts";
import { makeKeyRing } from "../../src/server/keys/make-key.ts";
import { rotateRing } from "../../src/server/keys/rotate-ring.ts";
import { formatKeyRing, parseKeyRing, type KeyRing } from "../../src/server/index.ts";
import { sampleStore } from "../context/sample-store.ts";
import { callOf, formOf } from "./calls.ts";
import { fakeApp, idOf, type FakeApp } from "./fake-app.ts";
import { hostKinds, startHost, testKeys, type Host, type Received } from "./hosts.ts";

const joined = async (...args: unknown[]): Promise<string> =>
  args.map((arg) => (arg instanceof FormData ? "form" : JSON.stringify(arg))).join(" ");

/** `remove` takes its first argument sealed only, `other` says nothing; `inline` closes over a value as well. */
function appOf(): FakeApp {
  return fakeApp({
    actions: {
      remove: { run: joined, settings: { sealed: 1 } },
      twice: { run: joined, settings: { sealed: 2 } },
      other: joined,
      inline: { run: joined, captures: ["base"], settings: { sealed: 1 } },
      deliver: {
        run: async (action) => (action as (last: string) => unknown)("last"), // as sent
        settings: { accepts: ["references"] },
      },
    },
  });
}

/** What a page holds of an action to which arguments are bound. */
function boundIn(action: string, args: readonly unknown[], keys: KeyRing = testKeys): unknown[] {
  const sealer = createCaptureSealer(keys, "", randomBytes);
  const reference = registerAction(
    async () => undefined,
    idOf(action),
  ) as unknown as ServerReference; // marked by it
  const bound = runWithStore(sampleStore({ sealer }), () =>
    (reference.bind as (self: null, ...args: unknown[]) => ServerReference)(null, ...args),
  );
  return runWithStore(sampleStore({ sealer }), () => [...(bound.$$bound ?? [])]);
}

function submit(host: Host, action: string, bound: readonly unknown[]): Promise<Received> {
  return host.send(
    formOf(host, [
      ["$ACTION_REF_1", ""],
      ["$ACTION_1:0", JSON.stringify({ id: idOf(action), bound: "$@1" })],
      ["$ACTION_1:1", JSON.stringify(bound)],
      ["$ACTION_KEY", "k"],
    ]),
  );
}

const ways = [
  [
    "a call",
    (host: Host, action: string, args: readonly unknown[]) => host.send(callOf(host, action, args)),
  ],
  ["a form without JavaScript", submit],
] as const;

describe.each(hostKinds)("%s", (kind) => {
  describe.each(ways)("%s", (_way, send) => {
    test("brings a sealed argument as its value, which the page does not show", async () => {
      const host = await startHost(kind, appOf().build);
      const bound = boundIn("remove", [seal({ post: "canary" }), 2]);
      expect(JSON.stringify(bound)).not.toContain("canary");
      const { status, text } = await send(host, "remove", bound);
      expect([status, text.replaceAll("\\", "")]).toEqual([
        200,
        expect.stringContaining('{"post":"canary"} 2'),
      ]);
    });

    const sealed = (action: string, keys?: KeyRing): unknown => boundIn(action, [seal(5)], keys)[0];
    const token = (sealed("remove") as { "edict-sealed": string })["edict-sealed"];
    const second = boundIn("twice", [0, seal(5)])[1];
    const altered = token.slice(0, -8) + (token.endsWith("AAAAAAAA") ? "BBBBBBBB" : "AAAAAAAA");

    test.each([
      ["a plain value", "remove", [5], 400, "configure({ sealed: 1 }"],
      ["no argument", "remove", [], 400, "did not come sealed"],
      ["the token as a text", "remove", [token], 400, "did not come sealed"],
      ["an altered token", "remove", [{ "edict-sealed": altered }], 400, "does not open"],
      ["no token in its form", "other", [{ "edict-sealed": 5 }], 400, "no token"],
      ["a token for another action", "remove", [sealed("other")], 400, "does not open"],
      ["a token for another place", "twice", [second, second], 400, "does not open"],
      ["one sealed argument of two", "twice", [sealed("twice"), 5], 400, "argument 1 did not come"],
      [
        "a token in the place of another argument",
        "other",
        [1, sealed("other")],
        400,
        "does not open",
      ],
      [
        "a key that is gone",
        "remove",
        [sealed("remove", makeKeyRing(randomBytes))],
        409,
        "not in the ring",
      ],
    ] as const)("is refused with %s", async (...row) => {
      const [, action, args, status, reason] = row;
      const { build, trace } = appOf();
      const host = await startHost(kind, build);
      const answer = await send(host, action, args);
      expect(answer.status).toBe(status);
      expect(trace).not.toContain(`load ${action}`);
      expect(host.log[0]?.line).toContain(reason);
    });

    test("opens what an older key of the ring sealed, and is 409 once that key is gone", async () => {
      const old = makeKeyRing(randomBytes);
      const { ring: both } = rotateRing(old, randomBytes);
      const bound = boundIn("remove", [seal(5)], old);
      const rotated = await startHost(kind, appOf().build, { keys: both });
      expect((await send(rotated, "remove", bound)).status).toBe(200);
      const only = parseKeyRing(formatKeyRing(both).split(",")[0] ?? "");
      if (!only.ok) throw new Error(only.error);
      const retired = await startHost(kind, appOf().build, { keys: only.value });
      expect((await send(retired, "remove", bound)).status).toBe(409);
    });

    test("may bring a plain value where the action does not ask for a sealed one", async () => {
      const host = await startHost(kind, appOf().build);
      const { text } = await send(host, "other", ["plain", { "edict-other": 1 }]);
      expect(text.replaceAll("\\", "")).toContain('"plain" {"edict-other":1}');
    });
  });
});

test("captures are not counted, and are no sealed argument", async () => {
  const sealer = createCaptureSealer(testKeys, "", randomBytes);
  const captures = sealer.seal(idOf("inline"), 0, ["base"]);
  const argument = { "edict-sealed": sealer.seal(idOf("inline"), 1, [5], "bound") };
  const host = await startHost("in memory", appOf().build);
  const send = (...args: unknown[]): Promise<Received> => host.send(callOf(host, "inline", args));
  const answer = await send(captures, argument);
  expect([answer.status, answer.text.replaceAll("\\", "")]).toEqual([
    200,
    expect.stringContaining('["base"] 5'),
  ]);
  expect((await send(captures, 5)).status).toBe(400);
  expect((await send(captures)).status).toBe(400);
  const moved = { "edict-sealed": sealer.seal(idOf("inline"), 1, [5]) };
  expect((await send(captures, moved)).status).toBe(400);
});

test("an action that comes as an argument opens what was bound to it when it is called", async () => {
  const host = await startHost("in memory", appOf().build);
  const deliver = (bound: readonly unknown[]): Promise<Received> => {
    const boundary = "----b";
    const parts = [
      ["0", '["$h1"]'],
      ["1", JSON.stringify({ id: idOf("remove"), bound: "$@2" })],
      ["2", JSON.stringify(bound)],
    ]
      .map(
        ([name, text]) =>
          `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`,
      )
      .join("");
    const headers = { "content-type": `multipart/form-data; boundary=${boundary}` };
    return host.send(callOf(host, "deliver", [], { body: `${parts}--${boundary}--\r\n`, headers }));
  };
  const answer = await deliver(boundIn("remove", [seal(5)]));
  expect(answer.text.replaceAll("\\", "")).toContain('5 "last"');
  expect((await deliver([5])).text).not.toContain("last");
});
