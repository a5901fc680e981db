import { describe, expect, test } from "vitest";
import { compileModule } from "../../src/compiler/index.ts";

/** What is repeated, what stands before, between and behind it. */
type Piece = readonly [
  name: string,
  before: string,
  piece: string,
  middle?: string,
  closing?: string,
  end?: string,
];

const expressions: readonly Piece[] = [
  ["parentheses", "x=", "(", "1", ")"],
  ["open parentheses", "x=", "("],
  ["lists", "x=", "[", "", "]"],
  ["objects", "x=", "{a:", "1", "}"],
  ["calls around calls", "x=", "f(", "", ")"],
  ["template holes", "x=", "`${", "1", "}`"],
  ["elements", "x=", "<a>", "", "</a>"],
  ["fragments", "x=", "<>", "", "</>"],
  ["elements in properties", "x=", "<a b={", "1", "}/>"],
  ["elements behind conditions", "x=", "<a>{b&&", "1", "}</a>"],
  ["arrows", "x=", "a=>", "1"],
  ["arrows with parentheses", "x=", "()=>", "1"],
  ["async arrows", "x=", "async a=>", "1"],
  ["arrows with blocks", "x=", "()=>{", "", "}"],
  ["arrows that give objects", "x=", "a=>({a:", "1", "})"],
  ["default parameters", "x=", "(a=", "1", ")=>1"],
  ["additions", "x=a", "+a"],
  ["strings added", "x=a", "+'(('"],
  ["powers", "x=a", "**a"],
  ["conditions", "x=a", "&&a"],
  ["fallbacks", "x=a", "??a"],
  ["comparisons", "x=a", " < a"],
  ["tight comparisons", "x=a", ">a"],
  ["equalities", "x=a", "===a"],
  ["bits", "x=a", "|a"],
  ["memberships", "x=a", " in a"],
  ["negations", "x=", "!", "a"],
  ["signs", "x=", "-+", "a"],
  ["words before an operand", "x=", "typeof ", "a"],
  ["awaits", "x=", "await ", "a"],
  ["constructions", "x=", "new ", "a"],
  ["assignments", "x", "=x"],
  ["choices", "x=", "a?b:", "c"],
  ["choices in choices", "x=", "a?", "b", ":c"],
  ["members", "x=a", ".a"],
  ["optional members", "x=a", "?.a"],
  ["members behind comments", "x=a", "/*(*/.b//(\n"],
  ["indices", "x=a", "[0]"],
  ["calls of what was called", "x=a", "()"],
  ["methods", "x=a", ".b()"],
  ["optional calls", "x=a", "?.()"],
  ["assertions", "x=a", "!"],
  ["tags", "x=a", "``"],
  ["casts", "x=a", " as b"],
  ["classes", "x=", "class extends ", "a", "{}"],
  ["static blocks", "x=", "class{static{", "", "}}"],
  ["regular expressions", "x=a", "+/[(]/.y"],
  ["members of elements", "x=<a", ".b", "/>"],
  ["imports", "x=", "import(", "1", ")"],
];

const statements: readonly Piece[] = [
  ["blocks", "", "{", "", "}"],
  ["functions", "", "function f(){", "", "}"],
  ["if", "", "if(a)", "b"],
  ["else if with blocks", "if(a){}", " else if(a){}"],
  ["else if without blocks", "if(a)b;", "else if(a)b;"],
  ["else if with commas", "if(a)b,c;", "else if(a)b,c;"],
  ["for", "", "for(;;)", "b"],
  ["while", "", "while(a)", "b"],
  ["do", "", "do ", "b;", "while(a);"],
  ["labels", "", "l:", "b"],
  ["try", "", "try{", "", "}finally{}"],
  ["switch", "", "switch(a){case 1:", "", "}"],
  ["patterns", "let ", "[", "a", "]", "=1"],
  ["patterns of objects", "let ", "{a:", "a", "}", "=1"],
  ["namespaces", "namespace a", ".a", "{}"],
];

const types: readonly Piece[] = [
  ["type arguments", "let x:", "A<", "A", ">"],
  ["type arguments on lines", "let x:", "A<\n", "A", ">"],
  ["lists of types", "let x:A", "[]"],
  ["members of types", "let x:A", "['b']"],
  ["conditional types", "let x:", "A extends B?C:", "D"],
  ["words before types", "let x:", "keyof ", "A"],
  ["types of functions", "let x:", "()=>", "A"],
  ["types in parentheses", "let x:", "(", "A", ")"],
  ["types of objects", "let x:", "{a:", "A", "}"],
  ["tuples", "let x:", "[", "A", "]"],
  ["qualified names", "let x:A", ".A"],
  ["types of text", "let x:", "`${", "A", "}`"],
];

const flat: readonly Piece[] = [
  ["items", "x=[a", ",a.b", "", "", "]"],
  ["statements", "", "a.b(c);\n"],
  ["statements without semicolons", "", "a.b(c)\n"],
  ["a union of types", "let x:A", "|A"],
  ["a union of texts", "let x:A", "|'a'\n"],
  ["elements one after another", "x=<a>", "<b>{c}</b> text, don't. ", "", "", "</a>"],
  ["cases", "switch(a){", "case b.c:\n", "", "", "}"],
  ["arrow functions", "", "x = (a) => a.b\n"],
  ["ifs", "", "if (a) { b() }\n"],
];

const deep = 100_000;

async function problemOf(
  [, before, piece, middle = "", closing = "", end = ""]: Piece,
  count: number,
): Promise<string> {
  const code = `"use server";\n${before}${piece.repeat(count)}${middle}${closing.repeat(count)}${end}`;
  const { diagnostics } = await compileModule({
    code,
    filename: "/app/a.tsx",
    root: "/app",
    environment: "server",
  });
  return diagnostics.map(({ message }) => message).join("\n");
}

/** The parser would survive these a thousand times: it is the tree that is measured. */
const shown = new Set(["additions", "negations", "members", "calls of what was called", "arrows"]);

function named(pieces: readonly Piece[]): (readonly [string, Piece])[] {
  return pieces.map((piece) => [piece[0], piece]);
}

const nesting = [...expressions, ...statements, ...types];

describe("nested a hundred thousand times", () => {
  test.each(named(nesting))("%s are one diagnostic", async (_name, piece) => {
    expect(await problemOf(piece, deep)).toBe(
      "This file cannot be compiled: it nests deeper than 1,000 levels here.",
    );
  });
});

describe("one after another", () => {
  test.each(named(flat))("%s are no levels", async (_name, piece) => {
    expect(await problemOf(piece, 5_000)).toBe("");
  });
});

test("eleven thousand comparisons, of which each may begin type arguments, are one diagnostic", async () => {
  expect(await problemOf(["comparisons", "x=a", " < a"], 11_000)).toContain("it nests deeper");
});

describe("nested four hundred times", () => {
  const whole = nesting.filter(([name]) => !name.startsWith("open"));
  test.each(named(whole))("%s are fine", async (_name, piece) => {
    expect(await problemOf(piece, 400)).toBe("");
  });
});

describe("a little over a thousand levels", () => {
  test.each(named(expressions.filter(([name]) => shown.has(name))))(
    "%s are one diagnostic",
    async (_name, piece) => {
      expect(await problemOf(piece, 1_100)).toContain("deeper than 1,000 levels");
    },
  );
});
