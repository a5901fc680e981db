import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { err, ok, type Result } from "../../base/index.ts";
import { fontPackages, type GoogleFontCall } from "../../compiler/index.ts";
import type { DiagnosticParams } from "../../errors/index.ts";
import { findPackage } from "../find-package.ts";
import type { FontFace, FontFaces } from "./font-face.ts";

type Missing = DiagnosticParams["font-not-found"];

/** Lists the faces of a font from its package of Fontsource, as `module` would find that; `module` is absolute. */
export function listGoogleFaces(call: GoogleFontCall, module: string): Result<FontFaces, Missing> {
  const { packages, withWeight } = fontPackages(call);
  let missing: Missing = { kind: "google", family: call.family, packages, withWeight };
  for (const name of packages) {
    const folder = findPackage(name, dirname(module));
    if (folder === undefined) continue;
    const sheets = readSheets(call, folder);
    if (sheets.ok) return ok(facesOf(call, folder, sheets.value));
    const other = packages.find((each) => each !== name);
    if (missing.kind === "google")
      missing = { kind: "face", package: name, missing: sheets.error, other, withWeight };
  }
  return err(missing);
}

/** Reads the style sheets of all weights and styles of a call; the error is a phrase for one that is not there. */
function readSheets(call: GoogleFontCall, folder: string): Result<string[], string> {
  const isVariable = basename(dirname(folder)) === "@fontsource-variable";
  const sheets: string[] = [];
  for (const { sought, variants } of isVariable ? [soughtAxes(call.axes)] : soughtWeights(call))
    for (const style of new Set(call.styles)) {
      const ending = style === "normal" ? ".css" : `-${style}.css`;
      const file = variants
        .map((variant) => join(folder, `${variant}${ending}`))
        .find((each) => existsSync(each));
      if (file === undefined) return err(`no ${sought} in the style ${style}`);
      sheets.push(readFileSync(file, "utf8"));
    }
  return ok(sheets);
}

interface Sought {
  readonly sought: string;
  /** Sheets that may have it, the smallest first. */
  readonly variants: readonly string[];
}

function soughtWeights({ weights }: GoogleFontCall): Sought[] {
  return weights.map((each) => ({ sought: `weight ${each}`, variants: [each] }));
}

function soughtAxes(axes: readonly string[]): Sought {
  const [axis, ...others] = axes.map((each) => each.toLowerCase());
  if (axis === undefined) return { sought: "font", variants: ["wght", "index"] };
  const variants = others.length === 0 ? [axis, "standard", "full"] : ["full", "standard"];
  return { sought: `axis ${axes.join(" with ")}`, variants };
}

function facesOf(call: GoogleFontCall, folder: string, sheets: readonly string[]): FontFaces {
  const faces: FontFace[] = [];
  let main: FontFace | undefined;
  for (const sheet of sheets)
    for (const [, body = ""] of sheet.matchAll(/@font-face\s*\{([^}]*)\}/g)) {
      const source = /url\((?:\.\/)?(files\/[\w.-]+\.woff2)\)/.exec(body)?.[1];
      if (source === undefined) continue;
      const subset = subsetOf(source, basename(folder));
      const isAnnounced = call.preload && call.subsets.includes(subset);
      const face = { file: join(folder, source), descriptors: descriptorsIn(body), isAnnounced };
      faces.push(face);
      if (subset === "latin") main ??= face;
    }
  const adjustTo = call.adjusts ? systemFont(folder) : undefined;
  return { faces, adjustTo, main: main ?? faces[0] };
}

const kept = /(font-style|font-weight|font-stretch|unicode-range):\s*([^;]+);/g;

function descriptorsIn(body: string): FontFace["descriptors"] {
  return [...body.matchAll(kept)].map(([, prop = "", value = ""]) => [prop, value.trim()] as const);
}

/** `files/roboto-mono-latin-ext-wght-normal.woff2` is of `latin-ext`. */
function subsetOf(source: string, slug: string): string {
  return source.slice(`files/${slug}-`.length).replace(/-[^-]+-(?:normal|italic)\.woff2$/, "");
}

/** The font of most systems that is of the same kind. */
function systemFont(folder: string): FontFaces["adjustTo"] {
  const file = join(folder, "metadata.json");
  if (!existsSync(file)) return "Arial";
  // The package's own description; one field of it is read, which may be absent.
  const { category } = JSON.parse(readFileSync(file, "utf8")) as { readonly category?: unknown };
  return category === "serif" ? "Times New Roman" : "Arial";
}
