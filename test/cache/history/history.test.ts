import { randomInt } from "node:crypto";
import { expect, test, vi } from "vitest";
import { troubles } from "./make-trouble.ts";
import { faults, plantFault } from "./plant-fault.ts";
import { runHistory, type RunFigures } from "./run-history.ts";

// The processes run the built package: `npm run build` first.
vi.setConfig({ testTimeout: 300_000 });

const isLong = process.env["EDICT_LONG"] === "1";
const kinds = Object.keys(troubles);

test("whatever trouble is made, nothing is served after its revalidation was acknowledged, and to nobody else", async () => {
  const seed = randomInt(2 ** 31);
  const operations = kinds.length * (isLong ? 20_000 : 360);
  const figures = await runHistory({ seed, operations, operationsPerRound: isLong ? 500 : 120 });
  expect(figures.anomalies, `with seed ${seed}`).toEqual([]);
  // It saw what it was made for.
  expect(Object.keys(figures.troubles).toSorted()).toEqual(kinds.toSorted());
  for (const count of [figures.hits, figures.pageHits, figures.acknowledged, figures.failures])
    expect(count, JSON.stringify(figures)).toBeGreaterThan(10);
  expect(figures.acknowledged).toBeLessThan(figures.writes);
});

test.each(faults.map((fault) => [fault.name, fault] as const))(
  "a cache that %s is found out",
  async (_, fault) => {
    const planted = await plantFault(fault);
    let figures: RunFigures;
    try {
      figures = await runHistory({
        seed: 7,
        operations: 60_000,
        operationsPerRound: 400,
        kinds: ["calm", "delays bytes"],
        dist: planted.dist,
        endsAtFirst: true,
      });
    } finally {
      await planted.remove();
    }
    expect(figures.anomalies).not.toEqual([]);
  },
);
