import type { ThreatSection } from "../harness/threat-row.ts";

const notYet = "not written yet";

/** Structure of multipart bodies. */
export const multipartRows: ThreatSection = {
  letter: "E",
  title: "structure of multipart bodies",
  rows: [],
  missing: {
    E1: notYet,
    E2: notYet,
    E3: notYet,
    E4: notYet,
    E5: notYet,
    E6: notYet,
    E7: notYet,
    E8: notYet,
    E9: notYet,
    E10: notYet,
    E11: notYet,
    E12: notYet,
    E13: notYet,
  },
};
