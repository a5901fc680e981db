import type { ThreatSection } from "../harness/threat-row.ts";

const notYet = "not written yet";

/** Result, redirect, cookies, errors. */
export const outcomeRows: ThreatSection = {
  letter: "I",
  title: "result, redirect, cookies, errors",
  rows: [],
  missing: {
    I1: notYet,
    I2: notYet,
    I3: notYet,
    I4: notYet,
    I5: notYet,
    I6: notYet,
    I7: notYet,
    I8: notYet,
    I9: notYet,
    I10: notYet,
    I11: notYet,
    I12: notYet,
    I13: notYet,
    I14: notYet,
    I15: notYet,
  },
};
