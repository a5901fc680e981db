import type { Removal } from "../harness/threat-row.ts";

/** Lets every origin call. */
export const withoutOriginCheck: Removal = {
  check: "the origin check",
  edits: [
    {
      file: "server/admit/check-origin.js",
      find: "if (mayCall({ origins, fetchSite, hasCookie }, policy))",
      replace: "if (true)",
    },
  ],
};
