import type { Catalogue, CatalogueEntry } from "./catalogue-entry.ts";

/** What is found about one file of a route, or several together. */
export interface RouteProblemParams {
  /** What is wrong, in a full sentence. */
  readonly problem: string;
  /** What to do, in a full sentence. */
  readonly advice: string;
}

/** Parameters of what is found about the files of `app/`, by their names and places. */
export type RouteParams = Readonly<
  Record<
    | "route-conflict"
    | "route-malformed"
    | "route-incomplete"
    | "slot-without-default"
    | "route-file-ignored",
    RouteProblemParams
  >
>;

/** A diagnostic about the files of `app/`. */
export type RouteCode = keyof RouteParams;

/** Mistakes of the files of `app/`, whatever is in them. */
export const routeCatalogue: Catalogue<RouteParams> = {
  "route-conflict": entry("Two files of the app answer one URL", "error"),
  "route-malformed": entry("A folder of the app cannot be a part of a route", "error"),
  "route-incomplete": entry("A route lacks what it stands in", "error"),
  "slot-without-default": entry("A slot has nothing to show", "warning"),
  "route-file-ignored": entry("A file of the app means nothing where it stands", "warning"),
};

function entry(title: string, severity: "error" | "warning"): CatalogueEntry<RouteProblemParams> {
  return {
    title,
    severity,
    message: ({ problem }) => problem,
    hint: ({ advice }) => advice,
  };
}
