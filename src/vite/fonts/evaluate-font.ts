import { createHash } from "node:crypto";
import { dirname, extname, relative, sep } from "node:path";
import { ok, type Result } from "../../base/index.ts";
import type { FontCall, LocalFontCall } from "../../compiler/index.ts";
import type { DiagnosticParams } from "../../errors/index.ts";
import type { FontFace } from "./font-face.ts";
import { listGoogleFaces } from "./list-google-faces.ts";
import { listLocalFaces } from "./list-local-faces.ts";
import { measureFont, type AdjustedMetrics } from "./measure-font.ts";

/** What a call of `next/font` was evaluated to. */
export interface EvaluatedFont {
  /** Class and family, unique in the app, e.g. `inter_3f2a9c`. */
  readonly id: string;
  /** What the module gets in its place. */
  readonly parts: Readonly<Record<string, unknown>>;
  readonly css: string;
  /** Files that are announced in the head, absolute. */
  readonly announced: readonly string[];
  /** Everything it was made from, absolute. */
  readonly files: readonly string[];
}

/** Where a call stands: the module's absolute path, and its path from the app's folder. */
export interface FontPlace {
  readonly file: string;
  readonly path: string;
}

/** Evaluates a call of `next/font`. Errors: what it needs and is not there. */
export async function evaluateFont(
  call: FontCall,
  { file, path }: FontPlace,
): Promise<Result<EvaluatedFont, DiagnosticParams["font-not-found"]>> {
  const listed = call.kind === "local" ? listLocalFaces(call, file) : listGoogleFaces(call, file);
  if (!listed.ok) return listed;
  const { faces, adjustTo, main } = listed.value;
  const id = idOf(call, path);
  const adjusted =
    adjustTo === undefined || main === undefined
      ? undefined
      : await measureFont(main.file, adjustTo);
  const families = [
    `"${id}"`,
    ...(adjusted === undefined ? [] : [`"${id} Fallback"`]),
    ...call.fallback.map(familyName),
  ].join(", ");
  const own = ownStyle(call);
  const rules = [
    ...faces.map((face) => faceRule(call, id, fromModule(face, file))),
    ...(adjusted === undefined || adjustTo === undefined
      ? []
      : [fallbackRule(id, adjustTo, adjusted)]),
    rule(`.${id}`, [["font-family", families], ...own.css]),
    ...(call.variable === undefined ? [] : [rule(`.${id}_variable`, [[call.variable, families]])]),
  ];
  return ok({
    id,
    parts: {
      className: id,
      style: { fontFamily: families, ...own.style },
      ...(call.variable === undefined ? {} : { variable: `${id}_variable` }),
    },
    css: `${rules.join("\n")}\n`,
    announced: faces.filter(({ isAnnounced }) => isAnnounced).map((face) => face.file),
    files: faces.map((face) => face.file),
  });
}

/** The same wherever it is built, and another one for other options. */
function idOf(call: FontCall, path: string): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([path, { ...call, range: undefined }]))
    .digest("hex")
    .slice(0, 6);
  const name = call.name.replaceAll(/\W/g, "") || "font";
  // No selector of a class begins with a digit, which is what may be left of `本文1`.
  return `${/^\d/.test(name) ? "_" : ""}${name}_${hash}`;
}

type Declarations = readonly (readonly [prop: string, value: string])[];

function rule(selector: string, declarations: Declarations): string {
  return `${selector} { ${declarations.map(([prop, value]) => `${prop}: ${value};`).join(" ")} }`;
}

interface LocatedFace {
  readonly face: FontFace;
  /** Relative to the module, as URLs are. */
  readonly url: string;
}

function fromModule(face: FontFace, module: string): LocatedFace {
  const way = relative(dirname(module), face.file).split(sep).join("/");
  return { face, url: way.startsWith(".") ? way : `./${way}` };
}

const formats: Readonly<Record<string, string>> = {
  ".woff2": "woff2",
  ".woff": "woff",
  ".ttf": "truetype",
  ".otf": "opentype",
  ".eot": "embedded-opentype",
};

function faceRule({ display }: FontCall, id: string, { face, url }: LocatedFace): string {
  const format = formats[extname(face.file).toLowerCase()] ?? "woff2";
  return rule("@font-face", [
    ["font-family", `"${id}"`],
    // An asset of its own however small it is: pages announce its address.
    ["src", `url(${JSON.stringify(`${url}?no-inline`)}) format("${format}")`],
    ["font-display", display],
    ...face.descriptors,
  ]);
}

function fallbackRule(id: string, system: string, adjusted: AdjustedMetrics): string {
  return rule("@font-face", [
    ["font-family", `"${id} Fallback"`],
    ["src", `local("${system}")`],
    ...adjusted,
  ]);
}

/** Generic families, and words such as `Arial`, are no strings. */
function familyName(name: string): string {
  return /^[\w-]+$|^["']/.test(name) ? name : JSON.stringify(name);
}

interface OwnStyle {
  readonly css: Declarations;
  readonly style: Readonly<Record<string, unknown>>;
}

/** A font of one weight or style sets that, too. */
function ownStyle(call: FontCall): OwnStyle {
  const { weight, style } = oneFaceOf(call);
  return {
    css: [
      ...(weight === undefined ? [] : [["font-weight", weight] as const]),
      ...(style === undefined ? [] : [["font-style", style] as const]),
    ],
    style: {
      ...(weight === undefined ? {} : { fontWeight: Number(weight) }),
      ...(style === undefined ? {} : { fontStyle: style }),
    },
  };
}

function oneFaceOf(call: FontCall): { readonly weight?: string; readonly style?: string } {
  const weights = call.kind === "google" ? call.weights : partsOf(call, "weight");
  const styles = call.kind === "google" ? call.styles : partsOf(call, "style");
  const [weight, ...moreWeights] = weights;
  const [style, ...moreStyles] = styles;
  const isOneWeight = weight !== undefined && moreWeights.length === 0 && /^\d+$/.test(weight);
  return {
    ...(isOneWeight ? { weight } : {}),
    ...(style !== undefined && moreStyles.length === 0 ? { style } : {}),
  };
}

/** What the one file of a font says of itself; of several none speaks for all. */
function partsOf(call: LocalFontCall, part: "weight" | "style"): string[] {
  const [source, another] = call.sources;
  const value = another === undefined ? (source?.[part] ?? call[part]) : undefined;
  return value === undefined ? [] : [value];
}
