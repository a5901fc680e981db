/** Reads a search string as a page gets it: one value as a string, several as an array. */
export function searchParamsOf(search: string): Record<string, string | string[]> {
  const params: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(search)) {
    const known = params[name];
    params[name] =
      known === undefined ? value : [...(Array.isArray(known) ? known : [known]), value];
  }
  return { ...params };
}
