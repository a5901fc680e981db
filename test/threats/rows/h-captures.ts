import type { ThreatSection } from "../harness/threat-row.ts";

const notYet = "not written yet";

/** Sealed captures. */
export const captureRows: ThreatSection = {
  letter: "H",
  title: "sealed captures",
  rows: [],
  missing: {
    H1: notYet,
    H2: notYet,
    H3: notYet,
    H4: notYet,
    H5: notYet,
    H6: notYet,
    H7: notYet,
    H8: notYet,
    H9: notYet,
    H10: notYet,
    H11: notYet,
    H12: notYet,
  },
};
