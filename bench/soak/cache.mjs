import { loadSource } from "../../scripts/load-source.mjs";

/** Processes that share a cache over one Redis, while trouble is made of connections, processes and the server. */
export const cache = {
  about:
    "reads, fills and revalidations of values and of whole pages, by three processes over one Redis, while connections are delayed, cut, silenced and replayed, processes held up and killed, and Redis is killed, emptied, set back, full and read-only: nothing is served after its revalidation was acknowledged, and nobody sees another visitor's",
  count: 1_000_000,
  // Each of the fourteen troubles once.
  batch: 126_000,
  async open() {
    const { runHistory } = await loadSource("test/cache/history/run-history.ts");
    const seen = {
      reads: 0,
      hits: 0,
      pageHits: 0,
      writes: 0,
      acknowledged: 0,
      rounds: 0,
      failures: 0,
      troubles: {},
    };
    return {
      run: async (seed, cases) => {
        const { anomalies, troubles, operations, ...figures } = await runHistory({
          seed,
          operations: cases,
          operationsPerRound: 3_000,
          writeShare: 0.03,
          endsAtFirst: true,
        });
        for (const [name, figure] of Object.entries(figures)) seen[name] += figure;
        for (const [name, times] of Object.entries(troubles))
          seen.troubles[name] = (seen.troubles[name] ?? 0) + times;
        if (anomalies.length > 0)
          throw new Error(`${anomalies.length} anomalies: ${anomalies.slice(0, 3).join("; ")}`);
        return operations;
      },
      figures: () => seen,
    };
  },
};
