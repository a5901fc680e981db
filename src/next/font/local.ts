import type { CssVariable, Display, FontOf } from "./font-types.ts";
import { refuseUncompiled } from "./refuse-uncompiled.ts";

/** Options of `localFont`. */
export interface LocalFontOptions<T extends CssVariable | undefined> {
  /** Font files, by their paths from the module's folder. */
  src: string | { path: string; weight?: string; style?: string }[];
  display?: Display;
  weight?: string;
  style?: string;
  /** The system's font that stands in, made as wide as this one. Default: Arial. */
  adjustFontFallback?: "Arial" | "Times New Roman" | false;
  fallback?: string[];
  preload?: boolean;
  variable?: T;
  declarations?: { prop: string; value: string }[];
}

/** A font of the app's own files. The build evaluates each call: it must be a constant at the top of a module, with literals. */
export default function localFont<T extends CssVariable | undefined = undefined>(
  _options: LocalFontOptions<T>,
): FontOf<T> {
  return refuseUncompiled("next/font/local");
}
