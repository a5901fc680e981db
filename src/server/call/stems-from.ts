/** How far the causes of an error are followed. */
const maxCauses = 8;

/** Whether something was thrown for the sake of `fault`, or as what it called was aborted, which is the same event. */
export function stemsFrom(thrown: unknown, fault: unknown): boolean {
  let at = thrown;
  for (let depth = 0; depth < maxCauses; depth++) {
    if (at === fault) return true;
    if (!(at instanceof Error)) return false;
    if (at.name === "AbortError") return true;
    at = at.cause;
  }
  return false;
}
