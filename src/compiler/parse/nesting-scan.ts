/** How deep the text read so far lies: its open brackets, and the chains that are being read in them. */
export class NestingScan {
  readonly code: string;
  at = 0;
  /** Open JSX tags. */
  tags = 0;
  /** Open type arguments of this level. */
  types = 0;
  /** Cost of the chain on this level. */
  cost = 0;
  /** What of it `else` brought: a comma does not end that. */
  elses = 0;
  /** The token before was an operand, or the end of one. */
  isOperand = false;
  /** The word before was `if`, `for` … */
  isHeader = false;
  /** A statement ended; `else` may still go on with it. */
  isPending = false;
  /** The text of a template is being read. */
  isTemplate = false;
  readonly #levels: Level[] = [];
  #heldTypes = 0;
  #held = 0;

  constructor(code: string) {
    this.code = code;
  }

  /** Levels at this place: brackets, tags and type arguments. */
  get levels(): number {
    return this.#levels.length + Math.max(0, this.tags) + this.#heldTypes + this.types;
  }

  /** Cost of all levels and chains at this place. */
  get total(): number {
    return this.#held + this.cost + this.levels * levelCost;
  }

  startChain(): void {
    this.cost = 0;
    this.elses = 0;
    this.isPending = false;
  }

  /** Two operands without an operator between them belong to two statements, or are text of an element. */
  beforeOperand(): void {
    if (this.isOperand || this.isPending) this.startChain();
    this.isHeader = false;
  }

  operand(): void {
    this.beforeOperand();
    this.isOperand = true;
  }

  /** An operator after an operand costs `infix`, one before it `prefix`. */
  operator(infix: number, prefix: number = infix): void {
    if (this.isPending) this.startChain();
    this.cost += this.isOperand ? infix : prefix;
    this.isOperand = false;
  }

  open(bracket: string): void {
    if (this.isPending) this.startChain();
    // A block behind an operand is the body of a function or class, or another child of an element.
    const cost = bracket === "{" && this.isOperand ? 0 : this.cost;
    const elses = Math.min(cost, this.elses);
    const isHeader = this.isHeader && bracket === "(";
    this.#levels.push({ bracket, held: this.cost, cost, elses, types: this.types, isHeader });
    this.#held += this.cost;
    this.#heldTypes += this.types;
    this.cost = 0;
    this.elses = 0;
    this.types = 0;
    this.isOperand = false;
    this.isHeader = false;
    this.isTemplate = bracket === "`";
  }

  close(): void {
    const level = this.#levels.pop();
    this.isTemplate = this.#levels.at(-1)?.bracket === "`";
    this.isPending = false;
    this.isOperand = level?.isHeader !== true;
    if (level === undefined) return;
    this.#held -= level.held;
    this.#heldTypes -= level.types;
    this.types = level.types;
    // What was closed may be a call or a member of what stood before it.
    this.elses = level.elses;
    this.cost = level.cost + (level.bracket === "{" || level.isHeader ? 0 : 1);
  }
}

/** Cost of one open bracket. The parser overflows the stack of a worker at about thirty times its share of the limit. */
export const levelCost = 8;

/** One open bracket ("`" is a template, "$" a hole in one), and what of its level waits until it is closed. */
interface Level {
  readonly bracket: string;
  /** Cost of the chain around it, and what of it goes on behind the closing bracket. */
  readonly held: number;
  readonly cost: number;
  readonly elses: number;
  readonly types: number;
  /** The parentheses of `if (…)`: a statement follows, no operator. */
  readonly isHeader: boolean;
}
