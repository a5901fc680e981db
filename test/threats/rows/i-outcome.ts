import type { ThreatSection } from "../harness/threat-row.ts";
import { answerRows } from "./i-answers.ts";
import { errorRows } from "./i-errors.ts";
import { redirectRows } from "./i-redirects.ts";

/** Result, redirect, cookies, errors. */
export const outcomeRows: ThreatSection = {
  letter: "I",
  title: "result, redirect, cookies, errors",
  rows: [...redirectRows, ...errorRows, ...answerRows],
  missing: {},
};
