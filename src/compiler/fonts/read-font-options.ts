import { err, ok, type Result } from "../../base/index.ts";
import type { GoogleFontCall, LocalFontCall } from "./font-call.ts";

/** Options of a call, by name, as literals. */
export type FontOptions = Readonly<Record<string, unknown>>;

/** What the options say, without the place of the call. */
export type ReadFont =
  | Omit<LocalFontCall, "name" | "range">
  | Omit<GoogleFontCall, "name" | "range">;

interface OptionRule {
  readonly fits: (value: unknown) => boolean;
  readonly expected: string;
}

const weight = /^(?:normal|bold|\d{1,4}(?: \d{1,4})?)$/;
const style = /^(?:normal|italic|oblique(?: [\d.a-z -]+)?)$/;
const fontFile = /\.(?:woff2?|ttf|otf|eot)$/i;

const isText =
  (pattern: RegExp) =>
  (value: unknown): value is string =>
    typeof value === "string" && pattern.test(value);
const isList =
  (fits: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(fits);
const isOneOrList =
  (fits: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    fits(value) || isList(fits)(value);
const isPlainText = isText(/^[^{};<>\\\n\r]+$/);

const common: Readonly<Record<string, OptionRule>> = {
  display: {
    fits: isText(/^(?:auto|block|swap|fallback|optional)$/),
    expected: "auto, block, swap, fallback or optional",
  },
  variable: { fits: isText(/^--[\w-]+$/), expected: 'a CSS variable, e.g. "--font-body"' },
  fallback: { fits: isList(isPlainText), expected: 'a list of families, e.g. ["system-ui"]' },
  preload: { fits: (value) => typeof value === "boolean", expected: "true or false" },
};

const localRules: Readonly<Record<string, OptionRule>> = {
  ...common,
  src: {
    fits: (value) =>
      isText(fontFile)(value) ||
      (Array.isArray(value) && value.length > 0 && value.every(isSource)),
    expected:
      'the path of a .woff2, .woff, .ttf, .otf or .eot file, or a list of { path, weight, style }, e.g. [{ path: "./a.woff2", weight: "400" }]',
  },
  weight: { fits: isText(weight), expected: 'a text such as "400", "bold" or "100 900"' },
  style: { fits: isText(style), expected: 'a text such as "normal" or "italic"' },
  adjustFontFallback: {
    fits: (value) => value === false || isText(/^(?:Arial|Times New Roman)$/)(value),
    expected: '"Arial", "Times New Roman" or false',
  },
  declarations: { fits: isList(isDeclaration), expected: "a list of { prop, value }" },
};

const googleRules: Readonly<Record<string, OptionRule>> = {
  ...common,
  weight: {
    fits: isOneOrList(isText(/^(?:\d{1,4}|variable)$/)),
    expected: 'a text such as "400", or a list of them',
  },
  style: { fits: isOneOrList(isText(/^(?:normal|italic)$/)), expected: '"normal" or "italic"' },
  subsets: { fits: isList(isText(/^[a-z0-9-]+$/)), expected: 'a list such as ["latin"]' },
  axes: { fits: isList(isText(/^[A-Za-z]{4}$/)), expected: 'a list such as ["opsz"]' },
  adjustFontFallback: { fits: (value) => typeof value === "boolean", expected: "true or false" },
};

/** Reads the options of `localFont({…})`; the error says which is wrong and what was expected. */
export function readLocalOptions(options: FontOptions): Result<ReadFont, string> {
  const fault = faultIn(options, localRules);
  if (fault !== undefined) return err(fault);
  // What follows has the types that the rules hold it to.
  const { src, ...more } = options as LocalOptions;
  if (src === undefined) return err("It has no `src`, the path of the font's file.");
  const adjusted = more.adjustFontFallback ?? "Arial";
  return ok({
    kind: "local",
    ...commonOf(more),
    sources: sourcesOf(src).map((source) => ({
      path: fromModule(source.path),
      weight: source.weight,
      style: source.style,
    })),
    weight: more.weight,
    style: more.style,
    adjustTo: adjusted === false ? undefined : adjusted,
    declarations: more.declarations ?? [],
  });
}

/** Reads the options of a font of Google; the error says which is wrong and what was expected. */
export function readGoogleOptions(
  imported: string,
  options: FontOptions,
): Result<ReadFont, string> {
  const fault = faultIn(options, googleRules);
  if (fault !== undefined) return err(fault);
  const given = options as GoogleOptions; // as the rules hold it
  return ok({
    kind: "google",
    ...commonOf(given),
    family: imported.replaceAll("_", " "),
    weights: listOf(given.weight).filter((each) => each !== "variable"),
    styles: given.style === undefined ? ["normal"] : listOf(given.style),
    subsets: given.subsets ?? [],
    axes: given.axes ?? [],
    adjusts: given.adjustFontFallback ?? true,
  });
}

interface CommonOptions {
  readonly display?: string;
  readonly variable?: string;
  readonly fallback?: readonly string[];
  readonly preload?: boolean;
}

interface LocalSource {
  readonly path: string;
  readonly weight?: string;
  readonly style?: string;
}

interface LocalOptions extends CommonOptions {
  readonly src?: string | readonly LocalSource[];
  readonly weight?: string;
  readonly style?: string;
  readonly adjustFontFallback?: "Arial" | "Times New Roman" | false;
  readonly declarations?: readonly { readonly prop: string; readonly value: string }[];
}

interface GoogleOptions extends CommonOptions {
  readonly weight?: string | readonly string[];
  readonly style?: string | readonly string[];
  readonly subsets?: readonly string[];
  readonly axes?: readonly string[];
  readonly adjustFontFallback?: boolean;
}

function commonOf({
  display = "swap",
  variable,
  fallback = [],
  preload = true,
}: CommonOptions): Pick<LocalFontCall, "display" | "variable" | "fallback" | "preload"> {
  return { display, variable, fallback, preload };
}

function sourcesOf(src: string | readonly LocalSource[]): readonly LocalSource[] {
  return typeof src === "string" ? [{ path: src }] : src;
}

/** Next reads every path from the module's folder, with or without `./`. */
function fromModule(path: string): string {
  return path.startsWith(".") ? path : `./${path}`;
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
}

function faultIn(
  options: FontOptions,
  rules: Readonly<Record<string, OptionRule>>,
): string | undefined {
  for (const [name, value] of Object.entries(options)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined)
      return `There is no option \`${name}\`; there are ${Object.keys(rules).join(", ")}.`;
    if (!rule.fits(value)) return `Its \`${name}\` must be ${rule.expected}.`;
  }
  return undefined;
}

function isSource(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const entries = Object.entries(value);
  return (
    entries.some(([name]) => name === "path") &&
    entries.every(
      ([name, text]) =>
        (name === "path" && isText(fontFile)(text)) ||
        (name === "weight" && isText(weight)(text)) ||
        (name === "style" && isText(style)(text)),
    )
  );
}

function isDeclaration(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { prop, value: text, ...others } = value as Readonly<Record<string, unknown>>; // an object literal
  return isText(/^[a-z-]+$/)(prop) && isPlainText(text) && Object.keys(others).length === 0;
}
