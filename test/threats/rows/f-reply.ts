import type { ThreatSection } from "../harness/threat-row.ts";
import { actionRows } from "./f-actions.ts";
import { pathRows, referenceRows } from "./f-references.ts";
import { sizeRows } from "./f-sizes.ts";
import { streamRows } from "./f-streams.ts";
import { tagRows } from "./f-tags.ts";
import { valueRows } from "./f-values.ts";

/** Graph of a reply. */
export const replyRows: ThreatSection = {
  letter: "F",
  title: "graph of a reply",
  rows: [
    ...referenceRows,
    ...sizeRows,
    ...pathRows,
    ...actionRows,
    ...tagRows,
    ...streamRows,
    ...valueRows,
  ],
  missing: {},
};
