/** What a word of the language means for how deep the text after it lies. */
export type NestingWord =
  /** Stands before an operand: `typeof a`. */
  | { readonly kind: "prefix"; readonly cost: number }
  /** Stands between two operands: `a in b`. */
  | { readonly kind: "infix"; readonly cost: number }
  /** A statement whose parentheses are followed by another one: `if (a) b`. */
  | { readonly kind: "header"; readonly cost: number }
  /** Goes on with the statement before it. */
  | { readonly kind: "else"; readonly cost: number }
  /** Nothing before it lies around what follows: `case`. */
  | { readonly kind: "label"; readonly cost: number };

const prefix = { kind: "prefix", cost: 3 } as const;
const infix = { kind: "infix", cost: 1 } as const;
const header = { kind: "header", cost: 3 } as const;
const starter = { kind: "prefix", cost: 0 } as const;
const label = { kind: "label", cost: 0 } as const;

/** Words by what they mean; costs are shares of the parser's stack, in the unit of `measureNesting`. */
export const nestingWords: ReadonlyMap<string, NestingWord> = new Map<string, NestingWord>([
  ...["typeof", "void", "delete", "await", "yield", "new", "keyof", "infer", "readonly"].map(
    (word) => [word, prefix] as const,
  ),
  ...["unique", "do"].map((word) => [word, prefix] as const),
  ["async", { kind: "prefix", cost: 8 }],
  ...["as", "satisfies", "in", "of", "instanceof", "is"].map((word) => [word, infix] as const),
  ["extends", { kind: "infix", cost: 8 }],
  ...["if", "for", "while", "with"].map((word) => [word, header] as const),
  ["else", { kind: "else", cost: 3 }],
  ...["case", "default"].map((word) => [word, label] as const),
  ...["return", "throw", "const", "let", "var", "class", "function", "import", "export"].map(
    (word) => [word, starter] as const,
  ),
  ...["type", "interface", "enum", "switch", "try", "from"].map((word) => [word, starter] as const),
]);
