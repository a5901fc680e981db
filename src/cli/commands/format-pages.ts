import { countNoun } from "../count-noun.ts";
import type { InspectedRoute } from "../read-build.ts";
import { formatTable } from "./format-table.ts";

/** Writes how each page of a build is made, a line each; `○` for those that are kept, `ƒ` for those of each request. */
export function formatPages(routes: readonly InspectedRoute[]): string[] {
  const rows = routes.flatMap(({ pattern, rendering }) =>
    rendering === undefined
      ? []
      : [[rendering.kind === "kept" ? "○" : "ƒ", pattern, describeRendering(rendering)]],
  );
  return formatTable(rows);
}

/** Says how a page is made, e.g. `kept for 60 s, 3 pages made ahead`. */
export function describeRendering(rendering: NonNullable<InspectedRoute["rendering"]>): string {
  if (rendering.kind === "per-request") return `for each request: ${rendering.reason}`;
  const { revalidate, pages } = rendering;
  const life = revalidate === false ? "until it is revalidated" : `for ${revalidate} s`;
  return `kept ${life}, ${pages === 0 ? "made at its first request" : `${countNoun(pages, "page")} made ahead`}`;
}
