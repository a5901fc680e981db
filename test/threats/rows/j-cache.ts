import type { ThreatSection } from "../harness/threat-row.ts";

const notYet = "not written yet";

/** Cache, tags, revalidation. */
export const cacheRows: ThreatSection = {
  letter: "J",
  title: "cache, tags, revalidation",
  rows: [],
  missing: {
    J1: notYet,
    J2: notYet,
    J3: notYet,
    J4: notYet,
    J5: notYet,
    J6: notYet,
    J7: notYet,
    J8: notYet,
    J9: notYet,
    J10: notYet,
    J11: notYet,
    J12: notYet,
  },
};
