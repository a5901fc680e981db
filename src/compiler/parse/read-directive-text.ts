import { distance } from "fastest-levenshtein";

/** A directive that says where code runs, or that what a function returns is kept. */
export type DirectiveName = "use server" | "use client" | "use cache";

/** What a string says that stands where a directive may. */
export type DirectiveText =
  | { readonly kind: "exact"; readonly directive: DirectiveName }
  /** A misspelling. `meant` is the text to write: `use cache: remote`. */
  | { readonly kind: "near"; readonly directive: DirectiveName; readonly meant: string };

/** Longest text that is compared. */
export const maxDirectiveCharacters = 40;

const exactTexts: ReadonlyMap<string, DirectiveName> = new Map([
  ["use server", "use server"],
  ["use client", "use client"],
  ["use cache", "use cache"],
]);

const cacheKind = /^use cache: (\S+)$/;
/** Kinds that are known; others are names that an app gave to places of its own. */
const cacheKinds = ["private", "remote"] as const;
const spacedCacheKind = /^use cache\s*:\s*([\w-]+)\s*$/i;

/** What is meant, by its letters alone. */
const spellings: ReadonlyMap<string, string> = new Map([
  ["useserver", "use server"],
  ["useclient", "use client"],
  ["usecache", "use cache"],
  ["usecacheprivate", "use cache: private"],
  ["usecacheremote", "use cache: remote"],
]);

/** Other words for the same thing, too far from it to be misspellings. */
const otherWords: ReadonlyMap<string, string> = new Map([
  ["useaction", "use server"],
  ["useactions", "use server"],
  ["useserveraction", "use server"],
  ["useserveractions", "use server"],
  ["useserverfunction", "use server"],
  ["useserverfunctions", "use server"],
  ["useserveronly", "use server"],
  ["useserverside", "use server"],
  ["useclientcomponent", "use client"],
  ["useclientonly", "use client"],
  ["useclientside", "use client"],
]);

/**
 * Reads a string as a directive, or as the misspelling of one; undefined for every other text, such as the directives of
 * other tools. A misspelling has one letter wrong, missing or too many, two changed places, or other blanks, capitals
 * and punctuation.
 */
export function readDirectiveText(text: string): DirectiveText | undefined {
  const kind = cacheKind.exec(text)?.[1];
  const meantKind = kind === undefined ? undefined : slippedKind(kind);
  if (meantKind !== undefined) return near(`use cache: ${meantKind}`);
  const directive = kind === undefined ? exactTexts.get(text) : "use cache";
  if (directive !== undefined) return { kind: "exact", directive };
  const meant = meantBy(text);
  return meant === undefined ? undefined : near(meant);
}

function near(meant: string): DirectiveText {
  return { kind: "near", directive: nameIn(meant), meant };
}

/** The kind that a misspelt one means: what is written for one visitor must not be taken for everybody's. */
function slippedKind(kind: string): string | undefined {
  const letters = kind.toLowerCase();
  return cacheKinds.find((known) => kind !== known && isSlip(letters, known));
}

function nameIn(meant: string): DirectiveName {
  return exactTexts.get(meant) ?? "use cache";
}

function meantBy(text: string): string | undefined {
  if (text.length > maxDirectiveCharacters || !/^\W{0,3}u[se]/i.test(text)) return undefined;
  const kind = spacedCacheKind.exec(text)?.[1];
  if (kind !== undefined) return `use cache: ${kind}`;
  // "use no memo" and its like switch something off.
  if (/\bno\b/i.test(text)) return undefined;
  const letters = text.toLowerCase().replace(/[^a-z0-9]+/g, "");
  const other = otherWords.get(letters);
  if (other !== undefined) return other;
  for (const [spelling, meant] of spellings) if (isSlip(letters, spelling)) return meant;
  return undefined;
}

/** Two edits are a slip only where letters changed places, or where nothing but two letters is missing or too many. */
function isSlip(letters: string, spelling: string): boolean {
  const difference = Math.abs(letters.length - spelling.length);
  if (difference > 2) return false;
  const edits = distance(letters, spelling);
  if (edits <= 1) return true;
  if (edits > 2) return false;
  return difference === 2 || (difference === 0 && sorted(letters) === sorted(spelling));
}

function sorted(letters: string): string {
  return letters.split("").toSorted().join("");
}
