import type { ThreatSection } from "../harness/threat-row.ts";
import { pathRows } from "./k-paths.ts";
import { skewRows } from "./k-skew.ts";

const notYet = "not written yet";

/** Routing, proxy, static files, development, skew, overload. */
export const routingRows: ThreatSection = {
  letter: "K",
  title: "routing, proxy, static files, development, skew, overload",
  rows: [...pathRows, ...skewRows],
  missing: {
    K4: notYet,
    K5: notYet,
    K6: notYet,
    K11: notYet,
    K12: notYet,
    K13: notYet,
    K14: notYet,
    K15: notYet,
    K16: notYet,
  },
};
