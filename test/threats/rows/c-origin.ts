import type { ThreatSection } from "../harness/threat-row.ts";

const notYet = "not written yet";

/** Origin, host, CSRF. */
export const originRows: ThreatSection = {
  letter: "C",
  title: "origin, host, CSRF",
  rows: [],
  missing: {
    C1: notYet,
    C2: notYet,
    C3: notYet,
    C4: notYet,
    C5: notYet,
    C6: notYet,
    C7: notYet,
    C8: notYet,
    C9: notYet,
    C10: notYet,
    C11: notYet,
    C12: notYet,
    C13: notYet,
    C14: notYet,
    C15: notYet,
    C16: notYet,
    C17: notYet,
    C18: notYet,
    C19: notYet,
    C20: notYet,
  },
};
