/** Levels that a file may nest; the native parser overflows its stack at a few thousand. */
export const nestingLimit = 1000;

const wordsBeforeString =
  /(?:^|[^\w$])(?:return|case|import|from|typeof|in|of|default|as|else|do|yield|await|throw|void|delete|export|extends|with|assert)$/;
const wordsBeforeRegex =
  /(?:^|[^\w$.])(?:return|case|typeof|in|of|else|do|yield|await|throw|void|delete)$/;

/**
 * Returns the offset at which `code` nests deeper than `limit`, or undefined. One pass over the
 * text without parsing it: brackets, template holes, JSX tags, type arguments and arrow chains
 * each count as a level; strings, comments and regular expressions do not.
 */
export function measureNesting(code: string, limit: number = nestingLimit): number | undefined {
  const state: ScanState = { code, at: 0, brackets: [], tags: 0, types: 0, arrows: 0 };
  while (state.at < code.length) {
    step(state);
    if (state.brackets.length + Math.max(0, state.tags) + state.types + state.arrows > limit)
      return Math.min(state.at, code.length - 1);
  }
  return undefined;
}

interface ScanState {
  readonly code: string;
  at: number;
  /** Open brackets; "`" is a template, "$" a hole in one. */
  readonly brackets: string[];
  /** Open JSX tags. */
  tags: number;
  /** Open type arguments on this line. */
  types: number;
  /** Arrows in a chain: `a => b => c`. */
  arrows: number;
}

function step(state: ScanState): void {
  const { code, at } = state;
  const char = code[at] ?? "";
  if (state.brackets.at(-1) === "`") return stepTemplate(state, char);
  state.at += 1;
  if (char === "/") return stepSlash(state);
  if ((char === '"' || char === "'") && startsString(code, at)) return skipQuoted(state, char);
  if (char === "`" || "([{".includes(char)) return void state.brackets.push(char);
  if (")]}".includes(char)) return closeBracket(state);
  if (char === "<" || char === ">") return stepAngle(state, char);
  if (char === "\n" || char === ";") state.types = 0;
  stepArrow(state, char);
}

function stepArrow(state: ScanState, char: string): void {
  if (char === "=" && state.code[state.at] === ">") {
    state.arrows += 1;
    state.at += 1;
  } else if (!/[\w$\s]/.test(char)) state.arrows = 0;
}

function stepTemplate(state: ScanState, char: string): void {
  if (char === "\\") state.at += 2;
  else if (char === "`") {
    state.brackets.pop();
    state.at += 1;
  } else if (char === "$" && state.code[state.at + 1] === "{") {
    state.brackets.push("$");
    state.at += 2;
  } else state.at += 1;
}

function closeBracket(state: ScanState): void {
  // A stray bracket, e.g. in JSX text, never closes a template.
  if (state.brackets.length > 0 && state.brackets.at(-1) !== "`") state.brackets.pop();
}

function stepAngle(state: ScanState, char: string): void {
  const { code, at } = state;
  const before = code[at - 2] ?? "";
  const after = code[at] ?? "";
  if (char === ">") {
    if (before === "/") state.tags -= 1;
    else if (before !== "=") state.types = Math.max(0, state.types - 1);
  } else if (after === "/") {
    state.tags -= 1;
    state.at += 1;
  } else if (/[A-Za-z_$>]/.test(after)) {
    if (/[\w$]/.test(before)) state.types += 1;
    else state.tags = Math.max(0, state.tags) + 1;
  }
}

function stepSlash(state: ScanState): void {
  const { code, at } = state;
  const next = code[at];
  if (next === "/") state.at = endOfLine(code, at);
  else if (next === "*") {
    const end = code.indexOf("*/", at + 1);
    state.at = end < 0 ? code.length : end + 2;
  } else if (next !== ">" && startsRegex(code, at - 1)) skipRegex(state);
}

/** A quote right after a word is an apostrophe in JSX text, unless the word is a keyword. */
function startsString(code: string, at: number): boolean {
  if (!/[\w$]/.test(code[at - 1] ?? "")) return true;
  return wordsBeforeString.test(code.slice(Math.max(0, at - 12), at));
}

function skipQuoted(state: ScanState, quote: string): void {
  const { code } = state;
  while (state.at < code.length) {
    const char = code[state.at];
    if (char === "\n") return; // an apostrophe in JSX text, not a string
    state.at += char === "\\" ? 2 : 1;
    if (char === quote) return;
  }
}

function startsRegex(code: string, slash: number): boolean {
  const before = code.slice(Math.max(0, slash - 24), slash).trimEnd();
  return before === "" || /[=(,:;!&|?{}[+\-*%~^>]$/.test(before) || wordsBeforeRegex.test(before);
}

function skipRegex(state: ScanState): void {
  const { code } = state;
  const end = endOfLine(code, state.at);
  let inClass = false;
  for (let at = state.at; at < end; at += 1) {
    const char = code[at];
    if (char === "\\") at += 1;
    else if (char === "[") inClass = true;
    else if (char === "]") inClass = false;
    else if (char === "/" && !inClass) {
      state.at = at + 1;
      return;
    }
  }
  // No end on this line: it was a division or JSX text.
}

function endOfLine(code: string, at: number): number {
  const end = code.indexOf("\n", at);
  return end < 0 ? code.length : end;
}
