import { describe, expect, test, vi } from "vitest";
import { sampleStore } from "../../test/context/sample-store.ts";
import { runWithStore } from "../context/index.ts";
import { bindCaptures } from "./bind-captures.ts";
import { registerAction } from "./register-action.ts";
import { seal } from "./seal.ts";
import { asServerReference } from "./server-reference.ts";

const id = "a".repeat(50);
const list = registerAction(async (...args: unknown[]) => args, id);

function boundTo(action: unknown): readonly unknown[] | null | undefined {
  return asServerReference(action)?.$$bound;
}

describe("an argument bound with seal", () => {
  test("is the plain value where the server calls the action, and is not sealed for that", async () => {
    const sealer = { seal: vi.fn(() => "token") };
    await runWithStore(sampleStore({ sealer }), async () => {
      const bound = list.bind(null, seal({ post: 5 }), "clear");
      expect(await bound("last")).toEqual([{ post: 5 }, "clear", "last"]);
    });
    expect(sealer.seal).not.toHaveBeenCalled();
  });

  test("is written as a token for the action and its place, others as they are", () => {
    const sealer = {
      seal: vi.fn((...given: unknown[]) => `token ${JSON.stringify(given.slice(1))}`),
    };
    const bound = runWithStore(sampleStore({ sealer }), () =>
      list.bind(null, 1, seal("two")).bind(null, seal(undefined), 4),
    );
    const written = [
      1,
      { "edict-sealed": 'token [1,["two"],"bound"]' },
      { "edict-sealed": 'token [2,[null],"bound"]' },
      4,
    ];
    expect(boundTo(bound)).toEqual(written);
    expect(boundTo(bound)).toEqual(written);
    expect(sealer.seal).toHaveBeenCalledTimes(2);
    expect(sealer.seal).toHaveBeenLastCalledWith(id, 2, [undefined], "bound");
  });

  test("stands behind what an inline action closes over", () => {
    const sealer = {
      seal: (_id: string, slot: number, _values: unknown, use = "captures"): string =>
        `${slot} ${use}`,
    };
    const bound = runWithStore(sampleStore({ sealer }), () =>
      bindCaptures(
        async () => undefined,
        id,
        () => [1],
      ).bind(null, seal("x") as never),
    );
    expect(boundTo(bound)).toEqual(["0 captures", { "edict-sealed": "1 bound" }]);
  });

  test("is sealed for the request that writes it where it was bound outside of any", () => {
    const bound = list.bind(null, seal(1));
    expect(() => boundTo(bound)).toThrow("(outside-request)");
    const sealer = { seal: () => "token" };
    expect(runWithStore(sampleStore({ sealer }), () => boundTo(bound))).toEqual([
      { "edict-sealed": "token" },
    ]);
  });
});

test("what seal gives cannot be sent, written or read anywhere else", () => {
  const sealed: unknown = seal("secret");
  expect(() => JSON.stringify({ sealed })).toThrow("a whole argument of an action's bind");
  expect(() => String(sealed)).toThrow("a whole argument of an action's bind");
});
