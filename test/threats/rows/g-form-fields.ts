import type { ThreatSection } from "../harness/threat-row.ts";

const notYet = "not written yet";

/** Fields of forms without JavaScript. */
export const formFieldRows: ThreatSection = {
  letter: "G",
  title: "fields of forms without JavaScript",
  rows: [],
  missing: {
    G1: notYet,
    G2: notYet,
    G3: notYet,
    G4: notYet,
    G5: notYet,
    G6: notYet,
    G7: notYet,
    G8: notYet,
    G9: notYet,
    G10: notYet,
    G11: notYet,
    G12: notYet,
    G13: notYet,
    G14: notYet,
  },
};
