import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildPackage } from "../../vite/small-app.ts";
import { checkCase } from "./check-case.ts";
import { createServerPool, type ServerPool } from "./server-pool.ts";
import { buildThreatApp } from "./threat-app.ts";
import { sectionSizes, type ThreatSection } from "./threat-row.ts";

/** Makes a test of every case of a section, each over a socket to a server in a process of its own. */
export function describeSection({ letter, title, rows, missing }: ThreatSection): void {
  describe(`${letter}: ${title}`, () => {
    let pool: ServerPool | undefined;

    beforeAll(async () => {
      await buildPackage();
      pool = createServerPool(await buildThreatApp());
    }, 160_000);

    afterAll(() => pool?.stop());

    test("every row is there once, or says why it is not", () => {
      const there = rows.map(({ id }) => id);
      const all = Array.from(
        { length: sectionSizes[letter] },
        (_, index) => `${letter}${index + 1}`,
      );
      expect([...there, ...Object.keys(missing)].toSorted()).toEqual(all.toSorted());
      for (const { id, cases } of rows) expect([id, cases.length > 0]).toEqual([id, true]);
    });

    test.each(
      rows.flatMap(({ id, without }) =>
        "by" in without ? [] : without.map((removal) => ({ id, ...removal })),
      ),
    )("the check of $id stands once in the built package: $check", async ({ edits }) => {
      for (const { file, find } of edits) {
        const text = await readFile(resolve("dist", file), "utf8");
        expect([file, text.split(find).length - 1]).toEqual([file, 1]);
      }
    });

    describe.each(rows.map((row) => ({ ...row, title: `${row.id} ${row.says}` })))(
      "$title",
      ({ cases }) => {
        test.each(cases)(
          "$name",
          async (each) => {
            if (pool === undefined) throw new Error("the servers were not made");
            await checkCase(await pool.get(each.server ?? "plain"), each);
          },
          60_000,
        );
      },
    );
  });
}
