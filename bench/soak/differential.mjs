import fc from "fast-check";
import { loadSource } from "../../scripts/load-source.mjs";

/** Values that React can send, decoded by Edict and by React. */
export const differential = {
  about: "arguments that React's encodeReply writes, decoded by Edict and by React's decodeReply",
  count: 100_000,
  batch: 500,
  async open() {
    const { argumentKinds, compareWithReact } = await loadSource(
      "test/protocol/compare-with-react.ts",
    );
    let turn = 0;
    return {
      run: async (seed, cases) => {
        const { args } = argumentKinds[turn++ % argumentKinds.length];
        await fc.assert(fc.asyncProperty(args, compareWithReact), { numRuns: cases, seed });
        return cases;
      },
      figures: () => ({ kinds: argumentKinds.map(({ name }) => name) }),
    };
  },
};
