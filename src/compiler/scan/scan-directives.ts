import type { ExpressionStatement, Node } from "oxc-parser";
import type { MisplacedDirective } from "../../errors/index.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import { readDirectiveText, type DirectiveName } from "../parse/read-directive-text.ts";
import { isFunction, type FunctionNode } from "../parse/syntax-tree.ts";
import { quotedTextOf, type QuotedText } from "./quoted-text.ts";

/** A function whose body starts with `"use server"`. */
export interface InlineDirective {
  readonly statement: Node;
  readonly fn: FunctionNode;
}

/** A statement that says a directive. */
export interface DirectiveUse {
  readonly statement: Node;
  /** The string in it. */
  readonly literal: Node;
  readonly directive: DirectiveName;
  /** As written: `use cache: remote`. */
  readonly text: string;
  /** The function in whose body it stands, at any depth; undefined at the level of the file. */
  readonly owner: FunctionNode | undefined;
}

/** A directive that the language does not read as one, or that means nothing where it stands. */
export interface Misplaced extends DirectiveUse {
  readonly place: MisplacedDirective;
}

/** A statement that was meant as a directive and says something else. */
export interface NearMiss {
  readonly statement: Node;
  readonly literal: Node;
  readonly written: string;
  /** The directive's text. */
  readonly meant: string;
  /** `quotes`: the text is right, but a template is no directive. */
  readonly flaw: "spelling" | "quotes";
}

/** Every directive of a module that concerns actions. */
export interface DirectiveScan {
  /** At the top of the file. */
  readonly useServer: Node | undefined;
  readonly useClient: Node | undefined;
  readonly useCache: Node | undefined;
  /** Functions with `"use server"`, in source order: an outer function comes before those in it. */
  readonly inline: readonly InlineDirective[];
  /** Functions with `"use cache"`, of any kind, in the same order. */
  readonly cached: readonly InlineDirective[];
  /** Every directive that is in force, in source order. */
  readonly inForce: readonly DirectiveUse[];
  readonly misplaced: readonly Misplaced[];
  readonly nearMisses: readonly NearMiss[];
  /** Every `"use server"` statement, wherever it stands. */
  readonly statements: readonly Node[];
}

/** Finds the directives of a file and of its functions, and the strings that were meant as one. */
export function scanDirectives(module: ParsedModule): DirectiveScan {
  const inForce: DirectiveUse[] = [];
  const misplaced: Misplaced[] = [];
  const nearMisses: NearMiss[] = [];
  for (const statement of module.nodes) {
    const quoted = quotedTextOf(statement);
    const read = quoted === undefined ? undefined : readDirectiveText(quoted.text);
    if (quoted === undefined || read === undefined) continue;
    const nearMiss = nearMissOf(quoted, read);
    if (nearMiss !== undefined) {
      if (nearMiss.flaw === "quotes" || isInBody(module, statement)) nearMisses.push(nearMiss);
      continue;
    }
    const use: DirectiveUse = {
      ...quoted,
      directive: read.directive,
      owner: ownerOf(module, statement),
    };
    const place = placeOf(module, quoted, use);
    if (place === undefined) inForce.push(use);
    else misplaced.push({ ...use, place });
  }
  const ofFile = (name: DirectiveName): Node | undefined =>
    inForce.find(({ directive, owner }) => directive === name && owner === undefined)?.statement;
  return {
    useServer: ofFile("use server"),
    useClient: ofFile("use client"),
    useCache: ofFile("use cache"),
    inline: functionsWith("use server", inForce),
    cached: functionsWith("use cache", inForce),
    inForce,
    misplaced,
    nearMisses,
    statements: [...inForce, ...misplaced]
      .filter(({ directive }) => directive === "use server")
      .map(({ statement }) => statement)
      .toSorted((a, b) => a.start - b.start),
  };
}

/** The directive of a function in a parameter stands before that of the function itself: sorted by functions. */
function functionsWith(name: DirectiveName, uses: readonly DirectiveUse[]): InlineDirective[] {
  const found = new Map<FunctionNode, InlineDirective>();
  for (const { directive, owner, statement } of uses)
    if (directive === name && owner !== undefined && !found.has(owner))
      found.set(owner, { statement, fn: owner });
  return [...found.values()].toSorted((a, b) => a.fn.start - b.fn.start);
}

function nearMissOf(
  { statement, literal, text, isTemplate, isEscaped }: QuotedText,
  read: NonNullable<ReturnType<typeof readDirectiveText>>,
): NearMiss | undefined {
  if (read.kind === "near")
    return { statement, literal, written: text, meant: read.meant, flaw: "spelling" };
  if (isTemplate) return { statement, literal, written: text, meant: text, flaw: "quotes" };
  // Directives are compared as they are written: one with an escape is none.
  return isEscaped
    ? { statement, literal, written: text, meant: text, flaw: "spelling" }
    : undefined;
}

/** The function in whose body `statement` stands, at any depth; undefined at the level of the file. */
function ownerOf(module: ParsedModule, statement: Node): FunctionNode | undefined {
  for (
    let node = module.parents.get(statement);
    node !== undefined;
    node = module.parents.get(node)
  )
    if (isFunction(node)) return node;
  return undefined;
}

/** Tells whether a statement belongs to the file or to the body of a function directly. */
function isInBody(module: ParsedModule, statement: Node): boolean {
  const parent = module.parents.get(statement);
  if (parent === undefined || parent.type === "Program") return true;
  return parent.type === "BlockStatement" && isFunction(module.parents.get(parent));
}

/** Says why a directive is not in force; undefined when it is. */
function placeOf(
  module: ParsedModule,
  { statement, isDirective }: QuotedText,
  { directive, owner }: DirectiveUse,
): MisplacedDirective | undefined {
  if (directive === "use client" && owner !== undefined) return "in-function";
  // The parser reads directives in a namespace too, where they mean nothing.
  if (!isInBody(module, statement)) return "in-block";
  if (isDirective) return undefined;
  const parent = module.parents.get(statement);
  const siblings =
    parent?.type === "Program" || parent?.type === "BlockStatement" ? parent.body : [];
  const before = siblings.slice(
    0,
    siblings.findIndex((node) => node === statement),
  );
  const real = before.filter((node) => !isDirectiveNode(node));
  // A string that no statement comes before is a directive, but for parentheses.
  if (real.length === 0) return "in-parentheses";
  return real.every((node) => node.type === "ImportDeclaration")
    ? "after-import"
    : "after-statement";
}

function isDirectiveNode(node: Node): node is ExpressionStatement {
  return node.type === "ExpressionStatement" && typeof node.directive === "string";
}
