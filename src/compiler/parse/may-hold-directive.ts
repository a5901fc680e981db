import { maxDirectiveCharacters, readDirectiveText } from "./read-directive-text.ts";

/** Quoted text that starts like `use`. The closing quote may open the next text, so it is only looked at. */
const quotedText = new RegExp(
  `(["'\`])([^\\w"'\`]{0,3}u[se][^"'\`]{3,${maxDirectiveCharacters}})(?=\\1)`,
  "gi",
);

/** Tells whether `code` quotes a directive or a misspelling of one: without, there is nothing in it to compile. Linear, and without parsing. */
export function mayHoldDirective(code: string): boolean {
  for (const [, , text = ""] of code.matchAll(quotedText))
    // An escape may stand for any letter.
    if (text.includes("\\") || readDirectiveText(text) !== undefined) return true;
  return false;
}
