import fc from "fast-check";
import { loadSource } from "../../scripts/load-source.mjs";

/** Nobody may keep the loop for longer. */
const longestMs = 50;
/** What takes longer is run again. */
const suspectMs = 5;

/** Graphs that nobody honest sends. */
export const hostile = {
  about: "bodies of a grammar of hostile graphs: refused, or values within every budget",
  count: 1_000_000,
  batch: 2_000,
  async open() {
    const { hostileBody, judgeBody } = await loadSource("test/protocol/hostile-bodies.ts");
    const seen = { accepted: 0, refused: 0, slowestMs: 0 };
    const judge = async (body) => {
      const verdict = await judgeBody(body);
      seen[verdict.accepted ? "accepted" : "refused"] += 1;
      // The machine may pause any case once; what is slow by itself is slow again.
      let { blockedMs } = verdict;
      for (let again = 0; again < 3 && blockedMs > suspectMs; again += 1)
        blockedMs = Math.min(blockedMs, (await judgeBody(body)).blockedMs);
      seen.slowestMs = Math.max(seen.slowestMs, blockedMs);
      if (blockedMs > longestMs) throw new Error(`blocks the loop for ${blockedMs} ms`);
    };
    return {
      run: async (seed, cases) => {
        await fc.assert(fc.asyncProperty(hostileBody, judge), { numRuns: cases, seed });
        return cases;
      },
      figures: () => ({ ...seen, slowestMs: Math.round(seen.slowestMs * 100) / 100 }),
    };
  },
};
