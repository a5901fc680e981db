import type { Range } from "../parse/syntax-tree.ts";

/** A call of `next/font`, with its options as they are written out. */
export type FontCall = LocalFontCall | GoogleFontCall;

interface CommonFont {
  /** The constant that it is assigned to. */
  readonly name: string;
  /** The call. */
  readonly range: Range;
  readonly display: string;
  /** A CSS variable, e.g. `--font-inter`. */
  readonly variable: string | undefined;
  /** Families that stand in while the font is loading. */
  readonly fallback: readonly string[];
  readonly preload: boolean;
}

/** A font of a file. */
export interface LocalFontCall extends CommonFont {
  readonly kind: "local";
  readonly sources: readonly FontSource[];
  /** Of all sources that do not say it themselves. */
  readonly weight: string | undefined;
  readonly style: string | undefined;
  /** The system's font that is made as wide as this one. */
  readonly adjustTo: "Arial" | "Times New Roman" | undefined;
  /** Further descriptors of its `@font-face`. */
  readonly declarations: readonly { readonly prop: string; readonly value: string }[];
}

/** A font file, relative to the module. */
export interface FontSource {
  readonly path: string;
  readonly weight: string | undefined;
  readonly style: string | undefined;
}

/** A font of Google Fonts, which a package of Fontsource holds. */
export interface GoogleFontCall extends CommonFont {
  readonly kind: "google";
  /** E.g. `Roboto Mono`. */
  readonly family: string;
  /** Empty: all that a variable font has. */
  readonly weights: readonly string[];
  readonly styles: readonly string[];
  /** Subsets that are announced in the head. */
  readonly subsets: readonly string[];
  readonly axes: readonly string[];
  readonly adjusts: boolean;
}

/** The packages of Fontsource for a call. */
export interface FontPackages {
  /** Those that can serve it, the one to install first. */
  readonly packages: readonly [string, ...string[]];
  /** The one that might, did the call name a weight; undefined where it does, or where only a variable font will do. */
  readonly withWeight: string | undefined;
}

/** Names the packages of Fontsource that a call is about. */
export function fontPackages({ family, weights, axes }: GoogleFontCall): FontPackages {
  const slug = family.toLowerCase().replaceAll(" ", "-");
  const variable = `@fontsource-variable/${slug}`;
  const fixed = `@fontsource/${slug}`;
  // Packages of single weights have no axes, and none of their weights is what a call without one means.
  if (axes.length > 0) return { packages: [variable], withWeight: undefined };
  if (weights.length === 0) return { packages: [variable], withWeight: fixed };
  return { packages: [fixed, variable], withWeight: undefined };
}
