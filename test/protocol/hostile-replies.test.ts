import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decodeReply,
  defaultReplyBudgets,
  parseMultipart,
} from "../../src/protocol/reply/index.ts";
import { hostileBody, judgeBody } from "./hostile-bodies.ts";
import { boundary, multipart, replyOptions } from "./reply-body.ts";

// The long run is `npm run soak hostile`.
const runs = 2_000;
const type = { kind: "multipart", boundary } as const;

describe("hostile replies", { timeout: 600_000 }, () => {
  test("are refused, or decode to values within every budget", async () => {
    const counts = { accepted: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(hostileBody, async (body) => {
        const { accepted } = await judgeBody(body);
        counts[accepted ? "accepted" : "refused"]++;
      }),
      { numRuns: runs, seed: 20_26 },
    );
    // A generator that never gets through, or always, would prove little.
    expect(counts.accepted).toBeGreaterThan(runs / 100);
    expect(counts.refused).toBeGreaterThan(runs / 100);
  });

  test("cut or altered at any byte never throw", () => {
    const alteration = fc.record({ at: fc.nat(2_000), byte: fc.nat(255), cut: fc.boolean() });
    fc.assert(
      fc.property(hostileBody, alteration, ({ parts, accepts }, { at, byte, cut }) => {
        const bytes = multipart(parts);
        const index = at % bytes.length;
        const altered = cut
          ? bytes.subarray(0, index)
          : Uint8Array.from(bytes).fill(byte, index, index + 1);
        const result = parseMultipart(altered, boundary, defaultReplyBudgets);
        if (cut && index < bytes.length - 2) expect(result.ok).toBe(false);
        expect(typeof decodeReply(altered, type, replyOptions({}, accepts)).ok).toBe("boolean");
      }),
      { numRuns: runs / 4, seed: 20_26 },
    );
  });
});
