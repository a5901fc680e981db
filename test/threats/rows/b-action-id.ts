import type { ThreatSection } from "../harness/threat-row.ts";

const notYet = "not written yet";

/** The id of an action. */
export const actionIdRows: ThreatSection = {
  letter: "B",
  title: "the id of an action",
  rows: [],
  missing: {
    B1: notYet,
    B2: notYet,
    B3: notYet,
    B4: notYet,
    B5: notYet,
    B6: notYet,
    B7: notYet,
    B8: notYet,
    B9: notYet,
    B10: notYet,
    B11: notYet,
    B12: notYet,
    B13: notYet,
    B14: notYet,
    B15: notYet,
  },
};
