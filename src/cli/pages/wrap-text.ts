import { stripVTControlCharacters } from "node:util";

/** Breaks text at blanks into lines of at most `width` columns; a longer word has a line of its own. Colours take no room. */
export function wrapText(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => wrapLine(line, width));
}

/** Counts the columns that text takes; colours take none. */
export function columnsOf(text: string): number {
  return Array.from(stripVTControlCharacters(text)).length;
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let [current, used] = ["", 0];
  for (const word of line.split(" ")) {
    const columns = columnsOf(word);
    if (current !== "" && used + 1 + columns > width) {
      lines.push(current);
      [current, used] = [word, columns];
    } else {
      used += (current === "" ? 0 : 1) + columns;
      current = current === "" ? word : `${current} ${word}`;
    }
  }
  return [...lines, current];
}
