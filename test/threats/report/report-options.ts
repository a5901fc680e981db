import type { ThreatRow, ThreatSection } from "../harness/threat-row.ts";

/** What a report is made of, and where it goes. */
export interface ReportOptions {
  readonly print: (line: string) => void;
  /** Letters of sections and ids of rows, e.g. `["C", "D8"]`; empty for all. */
  readonly only: readonly string[];
}

/** Gives the rows of a section that a report is about. */
export function selectRows(
  { letter, rows }: ThreatSection,
  only: ReportOptions["only"],
): readonly ThreatRow[] {
  if (only.length === 0 || only.includes(letter)) return rows;
  return rows.filter(({ id }) => only.includes(id));
}
