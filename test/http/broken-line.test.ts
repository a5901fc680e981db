import { describe, expect, test } from "vitest";
import type { AppBuild } from "../../src/render/index.ts";
import { callOf, formOf } from "./calls.ts";
import { fakeApp, idOf } from "./fake-app.ts";
import { hostKinds, startHost } from "./hosts.ts";

const fail = (): never => {
  throw new Error("canary");
};

/** A build that breaks where the manifest is read: before anything of the body. */
function withoutManifest(): AppBuild {
  const { build } = fakeApp();
  return Object.defineProperty({ ...build }, "actions", { get: fail });
}

/** A build that breaks where captures are opened: with the body read, in the second half of a call. */
function withoutCaptures(): AppBuild {
  const { build } = fakeApp({ actions: { act: async () => "done" } });
  for (const entry of build.actions.values())
    Object.defineProperty(entry, "captures", { get: fail });
  return build;
}

describe.each(hostKinds)("what breaks inside the server, %s,", (kind) => {
  test.each([
    ["at once", withoutManifest],
    ["later", withoutCaptures],
    ["at once, in development", () => withoutManifest],
    ["later, in development", () => withoutCaptures],
    ["with the newest build", () => () => Promise.reject(new Error("canary"))],
    ["in making the newest build", () => fail],
  ])("%s tells a call that it failed, and nothing more", async (_, source) => {
    const host = await startHost(kind, source());
    const answer = await host.send(callOf(host, "act", []));
    expect(answer.status).toBe(500);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "edict-error": "FAILED",
      "content-type": "text/plain; charset=utf-8",
    });
    expect(answer.text).toMatch(/^The request failed\. Digest: [0-9a-f-]{17}\n$/);
    expect(host.log[0]?.detail).toContain("canary");
  });

  test("is a bare 500 to everybody else, and gives its slot back", async () => {
    const host = await startHost(kind, withoutCaptures(), { limits: { maxRunning: 1 } });
    for (let round = 0; round < 2; round++) {
      const form = formOf(host, [[`$ACTION_ID_${idOf("act")}`, ""]]);
      const answer = await host.send(form);
      expect([answer.status, answer.headers.get("edict-error")]).toEqual([500, null]);
      expect((await host.send(callOf(host, "act", []))).status).toBe(500);
    }
  });
});
