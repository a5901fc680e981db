import type { ThreatSection } from "../harness/threat-row.ts";

const notYet = "not written yet";

/** Routing, proxy, static files, development, skew, overload. */
export const routingRows: ThreatSection = {
  letter: "K",
  title: "routing, proxy, static files, development, skew, overload",
  rows: [],
  missing: {
    K1: notYet,
    K2: notYet,
    K3: notYet,
    K4: notYet,
    K5: notYet,
    K6: notYet,
    K7: notYet,
    K8: notYet,
    K9: notYet,
    K10: notYet,
    K11: notYet,
    K12: notYet,
    K13: notYet,
    K14: notYet,
    K15: notYet,
    K16: notYet,
  },
};
