/** A field of a form whose value is not sent back. */
const isSecret = /pass(?:word|wd|phrase|code)|secret|token|\botp\b|\bcv[cv]\b|\bpin\b/i;

/**
 * Reads a form into an object: a field that stands once is its value, one that stands several times or whose name ends with
 * `[]` an array under the name without it. A file field that was left empty is absent.
 */
export function readForm(
  form: FormData,
): Record<string, FormDataEntryValue | FormDataEntryValue[]> {
  // Made from entries: a field named `__proto__` is a field like any other.
  return Object.fromEntries(
    [...new Set(form.keys())].flatMap((name) => {
      const values = form.getAll(name).filter((value) => !isEmptyFile(value));
      const isList = name.endsWith("[]");
      const [first] = values;
      if (first === undefined) return isList ? [[bareName(name), []]] : [];
      return [[bareName(name), isList || values.length > 1 ? values : first]];
    }),
  );
}

/** Reads what a form may show again: its texts, without files and secrets. */
export function readValues(form: FormData): Record<string, string | readonly string[]> {
  const shown = new Map<string, string | readonly string[]>();
  for (const [name, value] of Object.entries(readForm(form))) {
    if (isSecret.test(name)) continue;
    if (typeof value === "string") shown.set(name, value);
    const texts = Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
    if (texts.length > 0) shown.set(name, texts);
  }
  return Object.fromEntries(shown);
}

function bareName(name: string): string {
  return name.endsWith("[]") ? name.slice(0, -2) : name;
}

function isEmptyFile(value: FormDataEntryValue): boolean {
  return typeof value !== "string" && value.size === 0 && value.name === "";
}
