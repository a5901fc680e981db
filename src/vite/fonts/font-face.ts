import type { SystemFont } from "./measure-font.ts";

/** One `@font-face` of a font. */
export interface FontFace {
  /** The font's file, absolute. */
  readonly file: string;
  /** Other descriptors than family, source and display, e.g. `["font-weight", "400"]`. */
  readonly descriptors: readonly (readonly [prop: string, value: string])[];
  /** Announced in the head of pages that use it. */
  readonly isAnnounced: boolean;
}

/** All faces of a font, and the system's font that stands in. */
export interface FontFaces {
  readonly faces: readonly FontFace[];
  readonly adjustTo: SystemFont | undefined;
  /** The face that most text is set in. */
  readonly main: FontFace | undefined;
}
