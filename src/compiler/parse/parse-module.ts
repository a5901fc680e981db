import {
  parseSync,
  type Comment,
  type Node,
  type OxcError,
  type ParseResult,
  type Program,
} from "oxc-parser";
import { err, ok, type Result } from "../../base/index.ts";
import { makeDiagnostic, type Diagnostic } from "../../errors/index.ts";
import type { CompileInput } from "../compile-types.ts";
import { placeOf, type SourceFile } from "./source-file.ts";
import { measureNesting, nestingLimit } from "./measure-nesting.ts";
import { childrenOf } from "./syntax-tree.ts";

/** A module as parsed. Offsets are UTF-16 units of `file.code`. */
export interface ParsedModule {
  readonly file: SourceFile;
  readonly program: Program;
  readonly comments: readonly Comment[];
  /** Every run-time node but the program, in source order. */
  readonly nodes: readonly Node[];
  readonly parents: ReadonlyMap<Node, Node>;
  /** `super` and private names: what has a meaning in its class or object only. */
  readonly classBound: readonly Node[];
}

/** Deepest tree that the recursive passes after this one are run on. */
const depthLimit = 3000;

/** Parses TypeScript and JSX. Gives every syntax error as a diagnostic; never lets the native parser overflow. */
export function parseModule(
  file: SourceFile,
  input: Pick<CompileInput, "docsUrl" | "development"> = {},
): Result<ParsedModule, Diagnostic[]> {
  const tooDeep = measureNesting(file.code);
  if (tooDeep !== undefined) return err([nestingError(file, tooDeep, input)]);
  const parsed = parseSync(file.filename, file.code, {
    lang: languageOf(file.filename),
    sourceType: "module",
    astType: "ts",
    preserveParens: false,
  });
  const errors = parsed.errors.filter((error) => error.severity === "Error");
  if (errors.some(({ message }) => isBinary.test(message)))
    return err([encodingError(file, input)]);
  if (errors.length > 0) return err(errors.map((error) => syntaxError(file, error, input)));
  const program = takeProgram(parsed);
  const linked = linkNodes(program);
  if ("deepest" in linked) return err([nestingError(file, linked.deepest.start, input)]);
  const classBound = linked.nodes.filter(
    ({ type }) => type === "Super" || type === "PrivateIdentifier",
  );
  return ok({ file, program, comments: parsed.comments, ...linked, classBound });
}

/**
 * Moves the tree out of what the parser gave. Its result keeps what it once gave, and is itself only freed by a full
 * collection of garbage, because it has getters: trees that are done with would be copied about until then, at a third of
 * the cost of parsing.
 */
function takeProgram(parsed: ParseResult): Program {
  const kept = parsed.program;
  const program = { ...kept };
  kept.body = [];
  return program;
}

function languageOf(filename: string): "ts" | "tsx" | "jsx" {
  // A bundler may add a query to the name.
  const [path = ""] = filename.split("?");
  if (/\.[mc]?ts$/i.test(path)) return "ts";
  return /\.[mc]?jsx?$/i.test(path) ? "jsx" : "tsx";
}

function syntaxError(
  file: SourceFile,
  error: OxcError,
  input: Pick<CompileInput, "docsUrl" | "development">,
): Diagnostic {
  const label = error.labels[0];
  const range = label ?? { start: 0, end: 0 };
  const advice = error.helpMessage;
  return makeDiagnostic(
    "syntax-error",
    {
      problem: /[.!?]$/.test(error.message) ? error.message : `${error.message}.`,
      ...(advice === null ? {} : { advice }),
    },
    placeOf(file, range),
    input,
  );
}

/** What the parser says of a text with characters that could not be decoded, beside errors that follow from them. */
const isBinary = /appears to be binary/;

function encodingError(
  file: SourceFile,
  input: Pick<CompileInput, "docsUrl" | "development">,
): Diagnostic {
  const at = Math.max(0, file.code.search(/[\uFFFD\0]/));
  return makeDiagnostic(
    "syntax-error",
    {
      problem: "it is not text in UTF-8, the encoding of source files.",
      advice: "Save the file as UTF-8.",
    },
    placeOf(file, { start: at, end: at + 1 }),
    input,
  );
}

function nestingError(
  file: SourceFile,
  at: number,
  input: Pick<CompileInput, "docsUrl" | "development">,
): Diagnostic {
  return makeDiagnostic(
    "syntax-error",
    {
      problem: `it nests deeper than ${nestingLimit.toLocaleString("en")} levels here.`,
      advice: "Split the expression, or move generated data out of the module.",
    },
    placeOf(file, { start: at, end: at + 1 }),
    input,
  );
}

/** Nodes that another node's level already stands for. */
const levelless = new Set<Node["type"]>([
  "BlockStatement",
  "CatchClause",
  "ChainExpression",
  "ClassBody",
  "ExpressionStatement",
  "JSXAttribute",
  "JSXExpressionContainer",
  "JSXOpeningElement",
  "MethodDefinition",
  "Program",
  "Property",
  "PropertyDefinition",
  "ReturnStatement",
  "SpreadElement",
  "SwitchCase",
  "VariableDeclaration",
  "VariableDeclarator",
]);

/** Lists nodes with their parents, without recursion: long chains of operators make deep trees. */
function linkNodes(
  program: Program,
): { nodes: Node[]; parents: Map<Node, Node> } | { deepest: Node } {
  const nodes: Node[] = [];
  const parents = new Map<Node, Node>();
  const open: Node[] = [program];
  const depths = [0];
  const levels = [0];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const depth = depths.pop() ?? 0;
    const around = levels.pop() ?? 0;
    const level = levelless.has(node.type) ? around : around + 1;
    if (depth > depthLimit || level > nestingLimit + 1) return { deepest: node };
    if (node !== program) nodes.push(node);
    const children = childrenOf(node);
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const child = children[index];
      if (child === undefined) continue;
      // A shorthand property gives the same identifier twice; its value is the one that counts.
      parents.set(child, node);
      open.push(child);
      depths.push(depth + 1);
      levels.push(level);
    }
  }
  return { nodes, parents };
}
