import type { ThreatSection } from "../harness/threat-row.ts";
import { fileRows } from "./k-files.ts";
import { loadRows } from "./k-load.ts";
import { pathRows } from "./k-paths.ts";
import { skewRows } from "./k-skew.ts";

/** Routing, proxy, static files, development, skew, overload. */
export const routingRows: ThreatSection = {
  letter: "K",
  title: "routing, proxy, static files, development, skew, overload",
  rows: [...pathRows, ...fileRows, ...skewRows, ...loadRows],
  missing: {
    K6: "not written yet: needs a development server beside the production ones",
    K12: "not written yet: needs the command in a process of its own; test/http/drain.test.ts shows it",
    K14: "not written yet: needs workers under a supervisor; test/cli/workers.test.ts shows it",
  },
};
