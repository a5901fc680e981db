const unprintable = /[^\x20-\x21\x23-\x5b\x5d-\x7e]/g;

/** Quotes a value from outside for one log line: printable ASCII, everything else escaped, cut at `maxLength` characters. */
export function quoteForLog(value: string | undefined, maxLength = 128): string {
  if (value === undefined) return "(none)";
  const cut = value.length > maxLength;
  const text = cut ? value.slice(0, maxLength) : value;
  return `"${text.replace(unprintable, escape)}"${cut ? "…" : ""}`;
}

function escape(character: string): string {
  if (character === '"' || character === "\\") return `\\${character}`;
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
