import { loadSource } from "../../scripts/load-source.mjs";

/** Workers that die while they are called. */
export const kill = {
  about:
    "workers of the built package killed while they are called: what was acknowledged is there, and nothing ran twice under one call id",
  count: 200,
  batch: 10,
  async open() {
    const { killWorkers } = await loadSource("test/http/kill-workers.ts");
    const seen = { calls: 0, acknowledged: 0, repeated: 0, inDoubt: 0 };
    return {
      run: async (seed, cases) => {
        const { kills, ...figures } = await killWorkers(seed, cases);
        for (const [name, figure] of Object.entries(figures)) seen[name] += figure;
        return kills;
      },
      figures: () => seen,
    };
  },
};
