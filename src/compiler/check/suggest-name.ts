import { closest, distance } from "fastest-levenshtein";

/** Finds the known name that a wrong one probably meant, as a sentence: ` Did you mean "next/cache"?`; "" when none is near. */
export function suggestName(name: string, known: Iterable<string>): string {
  const names = [...known];
  if (names.length === 0) return "";
  const nearest = closest(name, names);
  const isNear = distance(name, nearest) <= Math.max(2, Math.floor(name.length / 3));
  return isNear ? ` Did you mean "${nearest}"?` : "";
}
