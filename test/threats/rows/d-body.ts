import type { ThreatSection } from "../harness/threat-row.ts";

const notYet = "not written yet";

/** Content type, encoding, size, time. */
export const bodyRows: ThreatSection = {
  letter: "D",
  title: "content type, encoding, size, time",
  rows: [],
  missing: {
    D1: notYet,
    D2: notYet,
    D3: notYet,
    D4: notYet,
    D5: notYet,
    D6: notYet,
    D7: notYet,
    D8: notYet,
    D9: notYet,
    D10: notYet,
    D11: notYet,
    D12: notYet,
    D13: notYet,
    D14: notYet,
    D15: notYet,
  },
};
