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
      }
    | {
        readonly kind: "face";
        /** The package that is there. */
        readonly package: string;
        /** What it has not, a phrase. */
        readonly missing: string;
        /** The package that may have it; undefined where there is no other one. */
        readonly other: string | undefined;
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
      const own = "put the font's file into the app and use `next/font/local`.";
      if (params.kind === "google") return `Run \`npm install ${params.packages[0]}\`, or ${own}`;
      const other = params.other === undefined ? "" : `, run \`npm install ${params.other}\``;
      return `Ask for what it has${other}, or ${own}`;
    },
  },
};

function noneOf(packages: readonly string[]): string {
  const names = packages.map((name) => `\`${name}\``);
  return names.length === 1
    ? `${names[0]} is not installed`
    : `neither ${names.join(" nor ")} is installed`;
}
