import type { ExpressionStatement, Node } from "oxc-parser";
import type { MisplacedDirective } from "../../errors/index.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import { isFunction, type FunctionNode } from "../parse/syntax-tree.ts";

/** A function whose body starts with `"use server"`. */
export interface InlineDirective {
  readonly statement: Node;
  readonly fn: FunctionNode;
}

/** A `"use server"` that the language does not read as a directive. */
export interface Misplaced {
  readonly statement: Node;
  readonly place: MisplacedDirective;
  readonly owner: "file" | "function";
}

/** Every directive of a module that concerns actions. */
export interface DirectiveScan {
  /** At the top of the file. */
  readonly useServer: Node | undefined;
  readonly useClient: Node | undefined;
  /** In source order: an outer function comes before those in it. */
  readonly inline: readonly InlineDirective[];
  readonly misplaced: readonly Misplaced[];
  /** Every `"use server"` statement, wherever it stands. */
  readonly statements: readonly Node[];
}

/** Finds the directives of a file and of its functions, and the strings that were meant as one. */
export function scanDirectives(module: ParsedModule): DirectiveScan {
  const inline: InlineDirective[] = [];
  const misplaced: Misplaced[] = [];
  const statements: Node[] = [];
  for (const statement of module.nodes) {
    if (!saysUseServer(statement)) continue;
    statements.push(statement);
    const owner = ownerOf(module, statement);
    if (typeof statement.directive !== "string") {
      misplaced.push({
        statement,
        place: placeOfString(module, statement),
        owner: owner === undefined ? "file" : "function",
      });
    } else if (owner !== undefined && !inline.some(({ fn }) => fn === owner))
      inline.push({ statement, fn: owner });
  }
  return {
    useServer: fileDirective(module, "use server"),
    useClient: fileDirective(module, "use client"),
    // The directive of a function in a parameter stands before that of the function itself.
    inline: inline.toSorted((a, b) => a.fn.start - b.fn.start),
    misplaced,
    statements,
  };
}

function saysUseServer(node: Node): node is ExpressionStatement {
  if (node.type !== "ExpressionStatement") return false;
  if (typeof node.directive === "string") return node.directive === "use server";
  return node.expression.type === "Literal" && node.expression.value === "use server";
}

function fileDirective(module: ParsedModule, directive: string): Node | undefined {
  return module.program.body.find(
    (node) => node.type === "ExpressionStatement" && node.directive === directive,
  );
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

function placeOfString(module: ParsedModule, statement: ExpressionStatement): MisplacedDirective {
  const parent = module.parents.get(statement);
  const siblings =
    parent?.type === "Program" || parent?.type === "BlockStatement" ? parent.body : [];
  const isBody =
    parent?.type === "Program" || (parent !== undefined && isFunction(module.parents.get(parent)));
  if (!isBody) return "in-block";
  const before = siblings.slice(
    0,
    siblings.findIndex((node) => node === statement),
  );
  const real = before.filter((node) => !isString(node));
  if (real.length === 0) return "in-parentheses";
  return real.every((node) => node.type === "ImportDeclaration")
    ? "after-import"
    : "after-statement";
}

function isString(node: Node): boolean {
  return (
    node.type === "ExpressionStatement" &&
    node.expression.type === "Literal" &&
    typeof node.expression.value === "string"
  );
}
