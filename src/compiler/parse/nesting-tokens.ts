import type { NestingScan } from "./nesting-scan.ts";
import { endOfBlockComment, endOfLine, endOfRegex, endOfString } from "./skip-token.ts";

/** Reads on behind the first character of a token. */
type TokenStep = (scan: NestingScan) => void;

/** Takes the next character along when it is one of `chars`. */
function take(scan: NestingScan, chars: string): boolean {
  const isThere = scan.at < scan.code.length && chars.includes(scan.code[scan.at] ?? "-");
  if (isThere) scan.at += 1;
  return isThere;
}

/** An operator that no type has: what looked like type arguments before it were comparisons. */
function compute(scan: NestingScan, cost = 1): void {
  scan.types = 0;
  scan.operator(cost);
}

function prefix(scan: NestingScan, cost: number): void {
  scan.beforeOperand();
  scan.cost += cost;
  scan.isOperand = false;
}

function openingOf(bracket: string): TokenStep {
  return (scan) => scan.open(bracket);
}

const closing: TokenStep = (scan) => scan.close();

const quote: TokenStep = (scan) => {
  // Right after a word it is an apostrophe in JSX text.
  if (scan.isOperand && /[\w$]/.test(scan.code[scan.at - 2] ?? "")) return;
  scan.at = endOfString(scan.code, scan.at - 1);
  scan.operand();
};

const slash: TokenStep = (scan) => {
  const { code, at } = scan;
  if (take(scan, "/")) scan.at = endOfLine(code, at);
  else if (take(scan, "*")) scan.at = endOfBlockComment(code, scan.at);
  else if (scan.isOperand) {
    if (code[at] !== ">") compute(scan);
  } else {
    scan.at = endOfRegex(code, at) ?? at;
    if (scan.at > at) scan.operand();
  }
};

const less: TokenStep = (scan) => {
  const { code, at } = scan;
  if (take(scan, "/")) {
    scan.tags -= 1;
    scan.isOperand = true;
  } else if (!/[A-Za-z_$>]/.test(code[at] ?? "")) {
    // The parser tries whether type arguments begin here, each time one call deeper.
    scan.operator(8);
  } else if (/[\w$]/.test(code[at - 2] ?? "")) {
    scan.types += 1;
    scan.isOperand = false;
  } else {
    prefix(scan, 0);
    scan.tags = Math.max(0, scan.tags) + 1;
  }
};

const greater: TokenStep = (scan) => {
  if (scan.code[scan.at - 2] === "/") scan.tags -= 1;
  else if (scan.types > 0) scan.types -= 1;
  else if (scan.tags <= 0) return scan.operator(1);
  scan.isOperand = true;
};

const equals: TokenStep = (scan) => {
  if (take(scan, ">")) {
    const rest = scan.code.slice(scan.at, scan.at + 8).trimStart();
    // The block behind an arrow is a level already.
    scan.operator(rest.startsWith("{") ? 0 : 8);
  } else if (take(scan, "=")) {
    take(scan, "=");
    compute(scan);
  } else scan.operator(3);
};

const plusOrMinus: TokenStep = (scan) => {
  if (!take(scan, scan.code[scan.at - 1] ?? "")) scan.operator(1, 3);
  else if (!scan.isOperand) prefix(scan, 3);
};

const bang: TokenStep = (scan) => {
  if (take(scan, "=")) {
    take(scan, "=");
    compute(scan);
  } else if (scan.isOperand) scan.cost += 1;
  else prefix(scan, 3);
};

const dot: TokenStep = (scan) => {
  if (take(scan, ".")) {
    take(scan, ".");
    prefix(scan, 0);
  } else {
    scan.cost += 1;
    scan.isPending = false;
    scan.isOperand = false;
  }
};

const question: TokenStep = (scan) => {
  if (take(scan, ".")) scan.cost += 1;
  else if (take(scan, "?")) {
    take(scan, "=");
    compute(scan);
  } else scan.operator(3);
};

/** Types in a union or intersection lie side by side; in an expression they nest. */
const bar: TokenStep = (scan) => {
  if (take(scan, scan.code[scan.at - 1] ?? "")) {
    take(scan, "=");
    compute(scan);
  } else scan.operator(1 / 8, 0);
};

const byCharacter: readonly (readonly [string, TokenStep])[] = [
  ["(", openingOf("(")],
  ["[", openingOf("[")],
  ["{", openingOf("{")],
  [")", closing],
  ["]", closing],
  ["}", closing],
  ["'", quote],
  ['"', quote],
  [
    "`",
    (scan) => {
      if (!scan.isOperand) scan.beforeOperand();
      scan.open("`");
    },
  ],
  ["/", slash],
  ["<", less],
  [">", greater],
  ["=", equals],
  ["+", plusOrMinus],
  ["-", plusOrMinus],
  ["!", bang],
  ["~", (scan) => prefix(scan, 3)],
  ["@", (scan) => prefix(scan, 3)],
  [".", dot],
  ["?", question],
  [":", (scan) => scan.operator(3)],
  ["|", bar],
  ["&", bar],
  ["*", (scan) => compute(scan, take(scan, "*") ? 3 : 1)],
  ["%", (scan) => compute(scan)],
  ["^", (scan) => compute(scan)],
  [
    ",",
    (scan) => {
      if (scan.isPending) scan.startChain();
      scan.cost = scan.elses;
      scan.isOperand = false;
    },
  ],
  [
    ";",
    (scan) => {
      scan.isPending = true;
      scan.isOperand = false;
      scan.types = 0;
    },
  ],
];

/** What each character that is no part of a word begins, by its code. */
export const nestingTokens: readonly (TokenStep | undefined)[] = Array.from(
  { length: 128 },
  (_, unit) => byCharacter.find(([char]) => char.charCodeAt(0) === unit)?.[1],
);

/** Reads the text of a template up to its next hole or its end. */
export function stepTemplate(scan: NestingScan): void {
  const { code } = scan;
  for (; scan.at < code.length; scan.at += 1) {
    const char = code[scan.at];
    if (char === "\\") scan.at += 1;
    else if (char === "`") {
      scan.at += 1;
      return scan.close();
    } else if (char === "$" && code[scan.at + 1] === "{") {
      scan.at += 2;
      return scan.open("$");
    }
  }
}
