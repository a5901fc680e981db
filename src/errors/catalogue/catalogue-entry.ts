import type { Severity } from "../codes.ts";

/** What the catalogue knows of one diagnostic; `P` is what its sentences are filled with. */
export interface CatalogueEntry<P> {
  /** Heading of the code's page. */
  readonly title: string;
  readonly severity: Severity;
  /** What happened and why. */
  readonly message: (params: P) => string;
  /** What to do. */
  readonly hint: (params: P) => string;
}

/** The entries of a family of codes. */
export type Catalogue<Params> = {
  readonly [C in keyof Params]: CatalogueEntry<Params[C]>;
};
