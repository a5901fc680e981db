import type { Catalogue } from "./catalogue-entry.ts";

/** Parameters of what is found about fonts. */
export interface FontParams {
  readonly "font-call-invalid": {
    /** What is wrong, in full sentences. */
    readonly problem: string;
  };
  readonly "font-not-found":
    | { readonly kind: "local"; readonly path: string }
    | {
        readonly kind: "google";
        readonly family: string;
        /** Packages that can serve it, the one to install first. */
        readonly packages: readonly [string, ...string[]];
        /** The package that might serve it, did the call name a weight; undefined where that helps nothing. */
        readonly withWeight: string | undefined;
      }
    | {
        readonly kind: "face";
        /** The package that is there. */
        readonly package: string;
        /** What it has not, a phrase. */
        readonly missing: string;
        /** The package that may have it; undefined where there is no other one. */
        readonly other: string | undefined;
        /** The package that might have it, did the call name a weight; undefined where that helps nothing. */
        readonly withWeight: string | undefined;
      };
}

/** Mistakes about `next/font`. */
export const fontCatalogue: Catalogue<FontParams> = {
  "font-call-invalid": {
    title: "A font is not written so that a build can evaluate it",
    severity: "error",
    message: ({ problem }) => `This font cannot be made. ${problem}`,
    hint: () =>
      'Write `const body = localFont({ src: "./body.woff2" })` at the top of a module, with literals, and export the constant where other modules need it.',
  },
  "font-not-found": {
    title: "A font is not there",
    severity: "error",
    message: (params) => {
      if (params.kind === "local") return `There is no file "${params.path}" beside this module.`;
      if (params.kind === "google")
        return `\`${params.family}\` is taken from a package of the app, since a build must not depend on a server of Google: ${noneOf(params.packages)}.`;
      return `${params.package} has ${params.missing}.`;
    },
    hint: (params) => {
      if (params.kind === "local")
        return "Correct the path, which is read from the folder of this module.";
      const wanted = params.kind === "google" ? params.packages[0] : params.other;
      const ways = [
        params.kind === "face" ? "ask for what it has" : undefined,
        wanted === undefined ? undefined : `run \`npm install ${wanted}\``,
        params.withWeight === undefined
          ? undefined
          : `name a weight, e.g. \`weight: "400"\`, with \`${params.withWeight}\``,
        "put the font's file into the app and use `next/font/local`",
      ];
      const listed = ways.filter((way) => way !== undefined).join(", or ");
      return `${listed.charAt(0).toUpperCase()}${listed.slice(1)}.`;
    },
  },
};

function noneOf(packages: readonly string[]): string {
  const names = packages.map((name) => `\`${name}\``);
  return names.length === 1
    ? `${names[0]} is not installed`
    : `neither ${names.join(" nor ")} is installed`;
}
