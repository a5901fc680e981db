import { levelCost, NestingScan } from "./nesting-scan.ts";
import { nestingTokens, stepTemplate } from "./nesting-tokens.ts";
import { nestingWords, type NestingWord } from "./nesting-words.ts";
import { endOfWord, isWordUnit } from "./skip-token.ts";

/** Levels that a file may nest; the native parser overflows its stack at a few thousand. */
export const nestingLimit = 1000;

/** What all open levels and chains may cost for each level of the limit. */
const costLimit = 12;

/**
 * Returns the offset at which `code` nests deeper than `limit`, or undefined. One pass over the text without parsing
 * it: brackets, template holes, JSX tags and type arguments each count as a level; chains of operators, members, calls,
 * arrows and statements (`else if`) count once they are so long that the native parser might not survive them.
 * Strings, comments and regular expressions do not count.
 */
export function measureNesting(code: string, limit: number = nestingLimit): number | undefined {
  if (code.length <= limit || mostItCanCost(code) <= limit * levelCost) return undefined;
  const scan = new NestingScan(code);
  while (scan.at < code.length)
    if (step(scan) && (scan.levels > limit || scan.total > limit * costLimit))
      return Math.min(scan.at, code.length - 1);
  return undefined;
}

/** The highest cost of each character, were none of the levels and chains ever to end. */
const highestCosts = Uint8Array.from({ length: 128 }, (_, unit) => {
  const char = String.fromCharCode(unit);
  if ("([{<`=".includes(char)) return levelCost;
  return /[\w$#\\\s'"),;\]}]/.test(char) ? 0 : 3;
});

/** Most files are so small that their characters could not nest too deep in any order. */
function mostItCanCost(code: string): number {
  let cost = 0;
  let isInWord = false;
  for (let at = 0; at < code.length; at += 1) {
    const unit = code.charCodeAt(at);
    const isWord = isWordUnit(unit);
    // Of the words that cost something, `async` and `extends` cost most.
    if (isWord && !isInWord) cost += unit === 97 || unit === 101 ? levelCost : 3;
    else if (!isWord) cost += highestCosts[unit] ?? 0;
    isInWord = isWord;
  }
  return cost;
}

/** Reads one token, and tells whether it can lie deeper than the one before. */
function step(scan: NestingScan): boolean {
  const { code, at } = scan;
  if (scan.isTemplate) {
    stepTemplate(scan);
    return true;
  }
  const unit = code.charCodeAt(at);
  if (unit <= 32) return stepBlank(scan, unit);
  if (isWordUnit(unit)) return stepWord(scan, endOfWord(code, at));
  scan.at += 1;
  nestingTokens[unit]?.(scan);
  return true;
}

function stepBlank(scan: NestingScan, unit: number): false {
  scan.at += 1;
  // Type arguments seldom end on another line than the one they began on, and a comparison never ends.
  if (unit === 10 && scan.code[scan.at - 2] !== "<") scan.types = 0;
  return false;
}

function stepWord(scan: NestingScan, end: number): boolean {
  const { code, at } = scan;
  scan.at = end;
  if (code[at - 1] === "." && code[at - 2] !== ".") {
    scan.isOperand = true;
    return false;
  }
  const first = code.charCodeAt(at);
  const mayMean = end - at <= 10 && end - at >= 2 && first >= 97 && first <= 122;
  const word = mayMean ? nestingWords.get(code.slice(at, end)) : undefined;
  if (word === undefined) scan.operand();
  else stepKeyword(scan, word);
  return word !== undefined;
}

function stepKeyword(scan: NestingScan, { kind, cost }: NestingWord): void {
  if (kind === "else") scan.isPending = false;
  else if (kind === "label") scan.startChain();
  else if (kind !== "infix") scan.beforeOperand();
  scan.cost += cost;
  if (kind === "else") scan.elses = scan.cost;
  scan.isHeader = kind === "header";
  scan.isOperand = false;
}
