const wordUnits = Uint8Array.from({ length: 128 }, (_, unit) =>
  /[\w$#\\]/.test(String.fromCharCode(unit)) ? 1 : 0,
);

/** Tells whether a UTF-16 unit is a part of words: letters, digits, `$ _ # \` and everything beyond ASCII. */
export function isWordUnit(unit: number): boolean {
  return unit >= 128 || wordUnits[unit] === 1;
}

/** Returns the offset behind the word or number at `at`; `at` itself where none stands. */
export function endOfWord(code: string, at: number): number {
  let end = at;
  while (end < code.length && isWordUnit(code.charCodeAt(end))) end += 1;
  return end;
}

/** Returns the offset behind the string whose quote stands at `at`, or the end of its line. */
export function endOfString(code: string, at: number): number {
  const quote = code[at];
  for (let end = at + 1; end < code.length; end += 1) {
    const char = code[end];
    if (char === "\n") return end; // an apostrophe in JSX text, not a string
    if (char === "\\") end += 1;
    else if (char === quote) return end + 1;
  }
  return code.length;
}

/** Returns the offset behind the regular expression whose content begins at `at`; undefined when it does not end on its line. */
export function endOfRegex(code: string, at: number): number | undefined {
  let isClass = false;
  for (let end = at; end < code.length; end += 1) {
    const char = code[end];
    if (char === "\n") return undefined;
    if (char === "\\") end += 1;
    else if (char === "[") isClass = true;
    else if (char === "]") isClass = false;
    else if (char === "/" && !isClass) return end + 1;
  }
  return undefined;
}

/** Returns the offset of the next line break, or the end of the text. */
export function endOfLine(code: string, at: number): number {
  const end = code.indexOf("\n", at);
  return end < 0 ? code.length : end;
}

/** Returns the offset behind the comment whose content begins at `at`. */
export function endOfBlockComment(code: string, at: number): number {
  const end = code.indexOf("*/", at);
  return end < 0 ? code.length : end + 2;
}
