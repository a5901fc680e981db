import {
  array,
  assert,
  constantFrom,
  property,
  record,
  shuffledSubarray,
  type Arbitrary,
} from "fast-check";
import { expect, test } from "vitest";
import { applyFixes, lintModule } from "../../src/compiler/index.ts";
import type { Diagnostic } from "../../src/errors/index.ts";

/** Heads of a file, right and with mistakes that have a mend. */
const heads = [
  `"use server";`,
  `'use server'`,
  `"use sever";`,
  `'use-server';`,
  "`use server`;",
  `("use server");`,
  `"use server";\n"use server";`,
  `// A licence.\n\n/* And more. */\nimport "./side";\n\n"use server";`,
  `import   {  a  }   from  './a'\n'useserver'`,
];

/** Statements with mistakes that have a mend; \`$\` stands for a name. */
const mistakes = [
  `export function $(input: string) { return input }`,
  `export function $(  ) : void {\n}`,
  `export const $ = (input: string) => input;`,
  `export const $ = function () {};`,
  `export async function $() { return cookies().get("$") }`,
  `export async function $() {\n  const jar = cookies();\n  return jar.get("$");\n}`,
  `async function $() {\n    async function inner() {\n        'use sevrer'\n        return 1\n    }\n    return inner\n}`,
  `import { createPortal as the$, useFormState as $ } from 'react-dom'\nvoid [the$, $];`,
  `export async function $() {\n  function read() {\n    'use cache'\n    return 1\n  }\n  return await read()\n}`,
  `async function $() {\n  function inner() { "use server"; }\n  return inner;\n}`,
  `async function $() {\n  async function inner() {\n    const x = 1;\n    "use server";\n    return x;\n  }\n  return inner;\n}`,
];

/** Statements that nothing is wrong with, in a formatting that no formatter would leave; each once. */
const fillers = [
  `const   odd  = [ 1,2 ,3 ] ;  // keep   this`,
  `/* a block   of\n     words */`,
  `export  async  function  fine ( a:string ) { return  a }`,
  `type   T = { a : 1 }`,
  `const text = \`use  \${ 1 }  server\` ;`,
  `\n\n`,
  `;`,
  `// edict-ignore no-such-code: nothing`,
];

interface Shape {
  readonly head: string;
  readonly wrong: readonly string[];
  readonly right: readonly string[];
  readonly end: string;
  readonly mark: string;
}

const shapes: Arbitrary<Shape> = record({
  head: constantFrom(...heads),
  wrong: array(constantFrom(...mistakes), { maxLength: 6 }),
  right: shuffledSubarray(fillers),
  end: constantFrom("\n", "\r\n"),
  mark: constantFrom("", "\uFEFF"),
});

function writeModule({ head, wrong, right, end, mark }: Shape): string {
  const parts = wrong.map((text, index) => text.replaceAll("$", () => `name${index}`));
  const rows = Array.from({ length: Math.max(parts.length, right.length) }, (_, index) => [
    parts[index] ?? "",
    right[index] ?? "",
  ]);
  const imports = `import { cookies } from "next/headers";`;
  return mark + [head, imports, ...rows.flat()].join("\n").replaceAll("\n", end) + end;
}

function lint(code: string): Diagnostic[] {
  return lintModule({ code, filename: "/app/actions.ts", root: "/app" });
}

interface Mended {
  readonly code: string;
  readonly rounds: number;
  readonly codes: readonly string[];
}

function mend(source: string): Mended {
  const codes: string[] = [];
  let code = source;
  for (let rounds = 0; rounds <= 10; rounds += 1) {
    const result = applyFixes(code, lint(code));
    if (result.applied.length === 0) return { code, rounds, codes };
    codes.push(...result.applied.map((each) => each.code));
    ({ code } = result);
  }
  throw new Error(`does not come to an end:\n${source}`);
}

test("mending comes to an end, the text parses, and no mended mistake is left", () => {
  const mended = new Set<string>();
  assert(
    property(shapes, (shape) => {
      const source = writeModule(shape);
      const { code, rounds, codes } = mend(source);
      for (const each of codes) mended.add(each);
      expect(rounds).toBeLessThanOrEqual(6);
      const left = lint(code).filter(
        ({ code: found }) => found === "syntax-error" || codes.includes(found),
      );
      expect(
        left.map(({ code: found, message }) => `${found}: ${message}`),
        code,
      ).toEqual([]);
    }),
    { numRuns: 150 },
  );
  // The mistakes above are of every kind that one file shows and that has a mend.
  expect([...mended].toSorted()).toEqual([
    "duplicate-directive",
    "inline-action-not-async",
    "invalid-use-server-value",
    "missing-await-on-request-api",
    "use-cache-not-async",
    "use-form-state-renamed",
    "use-server-misspelled",
    "use-server-not-first",
    "use-server-wrong-quotes",
  ]);
});

test("what was no mistake keeps its text, its order, its line ends and its byte order mark", () => {
  assert(
    property(shapes, (shape) => {
      const { code } = mend(writeModule(shape));
      const kept = shape.right.map((text) => text.replaceAll("\n", shape.end));
      let at = 0;
      for (const text of kept) {
        const found = code.indexOf(text, at);
        expect(found, `${text}\n\nin\n\n${code}`).toBeGreaterThanOrEqual(at);
        at = found + text.length;
      }
      expect(code.replaceAll(shape.end, "")).not.toMatch(/[\r\n]/);
      expect(code.lastIndexOf("\uFEFF")).toBe(shape.mark === "" ? -1 : 0);
    }),
    { numRuns: 150 },
  );
});

test("a correct file is not touched", () => {
  assert(
    property(shuffledSubarray(fillers), constantFrom("\n", "\r\n"), (right, end) => {
      const source = writeModule({ head: `'use server'`, wrong: [], right, end, mark: "" });
      expect(mend(source)).toEqual({ code: source, rounds: 0, codes: [] });
    }),
  );
});
