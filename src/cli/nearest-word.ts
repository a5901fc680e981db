import { closest, distance } from "fastest-levenshtein";

/** Finds the known word that a misspelled one probably meant, as the end of a sentence: ` Did you mean build?`; "" when none is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  if (known.length === 0) return "";
  const nearest = closest(word, known);
  const isNear = distance(word, nearest) <= Math.max(2, Math.floor(word.length / 3));
  return isNear && nearest[0] !== undefined ? ` Did you mean ${nearest}?` : "";
}
