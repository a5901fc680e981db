import { preload } from "react-dom";
import type { NextFont } from "./font-types.ts";

/** What the compiled call of a font is made from. */
export interface FontParts extends NextFont {
  readonly variable?: string;
}

const types: Readonly<Record<string, string>> = {
  woff2: "font/woff2",
  woff: "font/woff",
  ttf: "font/ttf",
  otf: "font/otf",
};

/**
 * Makes a font that announces its files in the head of each page that is rendered with it: a browser fetches them before
 * it has read the CSS. Outside of a render the announcement is none.
 */
export function makeFont(parts: FontParts, urls: readonly string[]): FontParts {
  if (urls.length === 0) return parts;
  const announce = (): void => {
    for (const url of urls) {
      const type = types[/\.(\w+)(?:\?.*)?$/.exec(url)?.[1] ?? ""];
      const named = type === undefined ? {} : { type };
      preload(url, { as: "font", crossOrigin: "anonymous", ...named });
    }
  };
  const font = {};
  for (const [name, value] of Object.entries(parts))
    Object.defineProperty(font, name, {
      enumerable: true,
      get: () => {
        announce();
        return value as unknown;
      },
    });
  // It has every property of `parts`.
  return font as FontParts;
}
