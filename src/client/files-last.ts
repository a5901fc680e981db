/** The body of a call whose last part is a file. */
export interface FilesLast {
  readonly body: FormData;
  /** Of the content of that file. */
  readonly lastBytes: number;
}

/**
 * Writes what React's `encodeReply` made in an order in which a server can begin before the last file has come: everything
 * that is no file first, then the files, each in the order they had. Undefined where nothing is won by it: the last file has
 * no bytes, or there is none. Typed arrays travel as files too, but a server needs their bytes at once.
 */
export function putFilesLast(body: FormData): FilesLast | undefined {
  const entries = [...body];
  const numbers = new Set(entries.flatMap(numbersOfFiles));
  const isFile = (name: string): boolean => name.startsWith("_") || numbers.has(name);
  const rank = ([name, value]: [string, FormDataEntryValue]): number =>
    typeof value === "string" ? 0 : isFile(name) ? 2 : 1;
  const sorted = entries.toSorted((one, other) => rank(one) - rank(other));
  const last = sorted.at(-1);
  if (last === undefined || rank(last) < 2 || typeof last[1] === "string" || last[1].size === 0)
    return undefined;
  const ordered = new FormData();
  for (const [name, value] of sorted) ordered.append(name, value);
  return { body: ordered, lastBytes: last[1].size };
}

/**
 * Names of the parts that a model or a row of a stream refers to as files: `"$B1a"` as a value is the part `26`. A text
 * that says so itself begins with another `$`. Entries of a form, `_1_picture`, may say anything.
 */
function numbersOfFiles([name, value]: [string, FormDataEntryValue]): string[] {
  if (typeof value !== "string" || name.startsWith("_")) return [];
  return Array.from(value.matchAll(/"\$B([0-9a-f]+)"(?!:)/g), ([, hex = ""]) =>
    String(Number.parseInt(hex, 16)),
  );
}
