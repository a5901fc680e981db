import type { ThreatSection } from "../harness/threat-row.ts";
import { fileRows } from "./k-files.ts";
import { loadRows } from "./k-load.ts";
import { pathRows } from "./k-paths.ts";
import { processRows } from "./k-process.ts";
import { skewRows } from "./k-skew.ts";

/** Routing, proxy, static files, development, skew, overload. */
export const routingRows: ThreatSection = {
  letter: "K",
  title: "routing, proxy, static files, development, skew, overload",
  rows: [...pathRows, ...fileRows, ...skewRows, ...loadRows, ...processRows],
  missing: {},
};
