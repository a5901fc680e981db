/** Name of a CSS variable. */
export type CssVariable = `--${string}`;

/** When a browser shows a font that has not come yet. */
export type Display = "auto" | "block" | "swap" | "fallback" | "optional";

/** A font: a class, or a `style`, for what is set in it. */
export interface NextFont {
  readonly className: string;
  readonly style: {
    readonly fontFamily: string;
    readonly fontWeight?: number;
    readonly fontStyle?: string;
  };
}

/** A font whose class `variable` sets a CSS variable to its families. */
export interface NextFontWithVariable extends NextFont {
  readonly variable: string;
}

/** What a call gives: `variable` is there where one was asked for. */
export type FontOf<T extends CssVariable | undefined> = T extends undefined
  ? NextFont
  : NextFontWithVariable;
