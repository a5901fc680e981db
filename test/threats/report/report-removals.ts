import { checkCase, checkGoodCall } from "../harness/check-case.ts";
import { createServerPool, type ServerPool } from "../harness/server-pool.ts";
import { buildThreatApp, weakenPackage, type BuiltThreatApp } from "../harness/threat-app.ts";
import type { Removal, ThreatRow, ThreatSection } from "../harness/threat-row.ts";
import { selectRows, type ReportOptions } from "./report-options.ts";

/**
 * Takes the checks of all rows, or of those chosen, out of a copy of the package, one at a time, and prints whether the row
 * then fails. A row that still passes is thin; false where there is one, or where a check could not be taken out.
 */
export async function reportRemovals(
  sections: readonly ThreatSection[],
  { print, only }: ReportOptions,
): Promise<boolean> {
  const built = await buildThreatApp();
  const counts = { bites: 0, thin: 0, broken: 0, elsewhere: 0 };
  for (const row of sections.flatMap((section) => selectRows(section, only))) {
    print(`${row.id.padEnd(4)} ${row.says}`);
    if ("by" in row.without) {
      counts.elsewhere += 1;
      print(`     held by ${row.without.by}: ${row.without.why}`);
      continue;
    }
    for (const removal of row.without) {
      const { kind, detail } = await tryRow(built, row, removal);
      counts[kind] += 1;
      print(
        `     ${kind === "bites" ? "bites " : kind.toUpperCase()}  without ${removal.check}: ${detail}`,
      );
    }
  }
  print(
    `\n${counts.bites} checks bite, ${counts.thin} are thin, ${counts.broken} could not be taken out, ${counts.elsewhere} rows are held elsewhere`,
  );
  return counts.thin + counts.broken === 0;
}

interface Verdict {
  readonly kind: "bites" | "thin" | "broken";
  readonly detail: string;
}

async function tryRow(built: BuiltThreatApp, row: ThreatRow, removal: Removal): Promise<Verdict> {
  try {
    const weak = await weakenPackage(built, removal);
    const pool = createServerPool(weak);
    try {
      // What cannot even answer a good call shows nothing about the check.
      await checkGoodCall(await pool.get(row.cases[0]?.server ?? "plain"));
      return await findBite(pool, row);
    } finally {
      await pool.stop();
      await weak.remove();
    }
  } catch (error) {
    return { kind: "broken", detail: messageOf(error) };
  }
}

async function findBite(pool: ServerPool, { cases }: ThreatRow): Promise<Verdict> {
  for (const each of cases) {
    try {
      await checkCase(await pool.get(each.server ?? "plain"), each);
    } catch (error) {
      return { kind: "bites", detail: `${each.name}: ${messageOf(error)}` };
    }
  }
  return { kind: "thin", detail: `all ${cases.length} cases pass all the same` };
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n", 1)[0] ?? "").slice(0, 160);
}
