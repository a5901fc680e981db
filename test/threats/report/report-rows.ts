import { checkCase } from "../harness/check-case.ts";
import { createServerPool, type ServerPool } from "../harness/server-pool.ts";
import { buildThreatApp } from "../harness/threat-app.ts";
import { sectionSizes, type ThreatCase, type ThreatSection } from "../harness/threat-row.ts";
import { selectRows, type ReportOptions } from "./report-options.ts";

/** Runs the cases of all rows, or of those chosen, prints each with what it got, and counts rows; false where one failed. */
export async function reportRows(
  sections: readonly ThreatSection[],
  options: ReportOptions,
): Promise<boolean> {
  const pool = createServerPool(await buildThreatApp());
  const counts = { held: 0, failed: 0 };
  try {
    for (const section of sections) {
      const { held, failed } = await reportSection(pool, section, options);
      counts.held += held;
      counts.failed += failed;
    }
  } finally {
    await pool.stop();
  }
  const all = Object.values(sectionSizes).reduce((sum, size) => sum + size, 0);
  const failures = counts.failed === 0 ? "" : `, ${counts.failed} failed`;
  options.print(`\n${counts.held} of ${all}${failures}`);
  return counts.failed === 0;
}

async function reportSection(
  pool: ServerPool,
  section: ThreatSection,
  { print, only }: ReportOptions,
): Promise<{ readonly held: number; readonly failed: number }> {
  const rows = selectRows(section, only);
  if (rows.length > 0) print(`\n${section.letter}  ${section.title}`);
  let held = 0;
  for (const { id, says, cases } of rows) {
    print(`${id.padEnd(4)} ${says}`);
    const verdicts: boolean[] = [];
    for (const each of cases) verdicts.push(await reportCase(pool, each, print));
    if (verdicts.every(Boolean)) held += 1;
  }
  const missing = only.length === 0 ? Object.entries(section.missing) : [];
  for (const [id, why] of missing) print(`${id.padEnd(4)} missing: ${why}`);
  return { held, failed: rows.length - held };
}

async function reportCase(
  pool: ServerPool,
  each: ThreatCase,
  print: ReportOptions["print"],
): Promise<boolean> {
  try {
    const came = await checkCase(await pool.get(each.server ?? "plain"), each);
    print(`     ok      ${each.name}: ${came}`);
    return true;
  } catch (error) {
    print(`     FAILED  ${each.name}: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}
