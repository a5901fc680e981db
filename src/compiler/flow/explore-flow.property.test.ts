import { compileFunction } from "node:vm";
import * as fc from "fast-check";
import { parseSync, type Node } from "oxc-parser";
import { expect, test } from "vitest";
import { isFunction } from "../parse/syntax-tree.ts";
import { exploreFlow, type FlowVisitor } from "./explore-flow.ts";

/**
 * Programs are made of calls that carry a number: `a(1)` does something, `go(2)` signals, `t()`
 * decides. Each is run for real, with all that a call may do chosen from outside, and explored;
 * what happened must be among the ends found: how it ended, where, and which calls were done.
 */
interface Shape {
  readonly loops: boolean;
  readonly functions: boolean;
}

/** Text with holes: `#` is a fresh number, `@` the check that ends a run that takes too long. */
type Program = string;

/** Renames the labels of inner statements, so that outer ones may have the same. */
const within = (text: Program): Program => text.replaceAll(/\b([kl]_*)(?=[:;])/g, "$1_");

/** The same, for a function that is not async. */
const direct = (text: Program): Program => text.replaceAll(/\b(?:await|async) /g, "");

const spare = { depthIdentifier: "flow", maxDepth: 4 };

function programs({ loops, functions }: Shape): fc.Arbitrary<Program> {
  const { list } = fc.letrec<{ list: Program; statement: Program; value: Program }>((tie) => {
    const value = tie("value");
    const inner = tie("list");
    const leaf = fc.constantFrom("a(#)", "a(#)", "await a(#)", "t()");
    const values: fc.Arbitrary<Program>[] = [
      leaf,
      fc.constantFrom("go(#)", "await go(#)"),
      fc
        .tuple(value, fc.constantFrom("&&", "||"), value)
        .map(([x, y, z]) => `((${x}) ${y} (${z}))`),
      fc.tuple(value, value).map(([x, y]) => `((${x}, t()) ?? (${y}, t()))`),
      fc.tuple(value, value, value).map(([x, y, z]) => `(t() && ${x} ? ${y} : !(${z}))`),
      fc.tuple(value, value).map(([x, y]) => `[${x}, ...[${y}]]`),
      fc.tuple(value, value).map(([x, y]) => `n()?.[(${x}, 1)].m(${y})`),
      fc.tuple(value, value).map(([x, y]) => `(o()[(${x}, "p")] = (${y}, t()))`),
      fc.tuple(value, value).map(([x, y]) => `(o().p ??= ${x}, \`\${(${y}, 1)}\`, t())`),
      fc
        .tuple(value, value)
        .map(
          ([x, y]) => `(({ p = ${direct(x)} }, { q: { r = ${direct(y)} } = {} }) => t())(o(), o())`,
        ),
    ];
    const statements: fc.Arbitrary<Program>[] = [
      value.map((x) => `${x};`),
      value.map((x) => `{ const { p = ${x} } = o(); }`),
      fc.tuple(value, inner, inner).map(([x, y, z]) => `if (${x}) {${y}} else {${z}}`),
      fc.tuple(value, inner).map(([x, y]) => `if (${x}) {${y}}`),
      fc.tuple(inner, inner).map(([x, y]) => `try { a(#); ${x} } catch (e) {${y}}`),
      fc.tuple(inner, inner).map(([x, y]) => `try { a(#); ${x} } finally {${y}}`),
      fc
        .tuple(inner, inner, inner)
        .map(([x, y, z]) => `try { a(#); ${x} } catch {${y}} finally {${z}}`),
      fc
        .tuple(value, inner, inner)
        .map(
          ([x, y, z]) =>
            `switch (true) { case (${x}, t()): ${y} break; default: ${z} case t(): a(#); }`,
        ),
      inner.map(within).map((x) => `k: { ${x} if (t()) break k; a(#); }`),
      fc.constantFrom("v = true;", "v = undefined;", "v = t();"),
      fc.tuple(inner, inner).map(([x, y]) => `if (v) {${x}} else {${y}}`),
      fc.constantFrom("return #;", "throw #;", "return await a(#), #;"),
    ];
    if (loops) {
      const body = fc.tuple(
        inner,
        fc.constantFrom(
          "",
          "if (t()) break;",
          "if (t()) continue;",
          "if (t()) break l;",
          "if (t()) continue l;",
        ),
        inner,
      );
      const text = body.map(([x, y, z]) => `${within(x)} ${y} ${within(z)}`);
      statements.push(
        fc.tuple(value.map(within), text).map(([x, y]) => `l: while (@ && (${x})) {${y}}`),
        fc.tuple(value.map(within), text).map(([x, y]) => `l: do {${y}} while (@ && (${x}));`),
        text.map((x) => `l: for (const x of s()) { if (!@) break; ${x} }`),
        fc
          .tuple(value.map(within), text, value.map(within))
          .map(([x, y, z]) => `l: for (${z}; @ && t(); ${x}) {${y}}`),
        text.map((x) => `l: while (@true) { ${x} if (t()) break; }`),
      );
    }
    if (functions) {
      values.push(
        inner.map((x) => `await (async () => {${x}})()`),
        inner.map((x) => `(() => {${direct(x)}})()`),
      );
      if (loops)
        values.push(
          inner.map((x) => `each(() => {${direct(x)}})`),
          inner.map((x) => `await each(async () => {${x}})`),
        );
    }
    return {
      value: fc.oneof(spare, leaf, ...values),
      statement: fc.oneof(
        spare,
        value.map((x) => `${x};`),
        ...statements,
      ),
      list: fc
        .array(tie("statement"), { maxLength: 3, depthIdentifier: "flow" })
        .map((all) => all.join(" ")),
    };
  });
  return list;
}

/** Gives `#` their numbers. */
function numbered(program: Program): string {
  let next = 0;
  return `let v; ${program}`.replaceAll("#", () => String((next += 1)));
}

interface Outcome {
  readonly kind: "returned" | "fell-off" | "threw" | "signalled";
  readonly at: number;
  readonly state: number;
}

const asText = ({ kind, at, state }: Outcome): string => `${kind} ${at} ${state}`;

/** Bits are the numbers of the calls that were done, modulo four. */
const bitOf = (id: number): number => 1 << (id % 5);

function numberIn(node: Node | undefined): number {
  if (node?.type === "Literal") return Number(node.value);
  if (node?.type === "SequenceExpression") return numberIn(node.expressions.at(-1));
  if (
    node?.type === "CallExpression" &&
    node.callee.type === "Identifier" &&
    "a go".includes(node.callee.name)
  )
    return numberIn(node.arguments[0]);
  if (node?.type === "ReturnStatement" || node?.type === "ThrowStatement")
    return numberIn(node.argument ?? undefined);
  return 0;
}

const callsOf =
  (...names: string[]) =>
  (node: Node): boolean =>
    node.type === "CallExpression" &&
    node.callee.type === "Identifier" &&
    names.includes(node.callee.name);

const visitor: FlowVisitor = {
  initial: 0,
  after: (node, state) => (callsOf("a", "go")(node) ? state | bitOf(numberIn(node)) : state),
  signals: callsOf("go"),
  entersCallbacks: callsOf("each"),
};

function explored(source: string): Set<string> {
  const { program, errors } = parseSync("a.js", `async function f() {${source}}`, {
    preserveParens: false,
  });
  const [fn] = program.body;
  if (!isFunction(fn)) throw new TypeError(`${errors[0]?.message}: ${source}`);
  return new Set(
    exploreFlow(fn, visitor).map(({ kind, node, state }) =>
      asText({ kind, at: kind === "fell-off" ? 0 : numberIn(node), state }),
    ),
  );
}

class Thrown {
  readonly kind: Outcome["kind"];
  readonly at: number;
  constructor(kind: Outcome["kind"], at: number) {
    this.kind = kind;
    this.at = at;
  }
}

/** Calls that may throw do so as chosen; undefined when the run took too long to count. */
async function run(source: string, choose: (of: number) => number): Promise<Outcome | undefined> {
  let state = 0;
  let steps = 0;
  const may = (): boolean => choose(2) === 1;
  const maybe = <T>(value: T): T => {
    if (may()) throw new Thrown("threw", 0);
    return value;
  };
  const names = {
    a: (id: number) => {
      if (may()) throw new Thrown("threw", id);
      state |= bitOf(id);
      return may() ? id : undefined;
    },
    go: (id: number) => {
      state |= bitOf(id);
      throw new Thrown("signalled", id);
    },
    t: () => maybe([true, false, undefined][choose(3)]),
    n: () => maybe(may() ? undefined : new Proxy({}, { get: () => ({ m: () => maybe(may()) }) })),
    o: () => maybe(may() ? { p: 1, q: { r: 1 } } : {}),
    s: () => maybe(Array.from({ length: choose(3) }, () => 1)),
    live: () => (steps += 1) < 40,
    each: (fn: () => unknown) => {
      let last: unknown;
      for (let left = choose(3); left > 0 && last instanceof Promise === false; left -= 1)
        last = fn();
      return last;
    },
  };
  const text = source.replaceAll(/throw (\d+);/g, "throw thrown($1);");
  const body = `return async function f() {${text}}`;
  const all = { ...names, thrown: (id: number) => new Thrown("threw", id) };
  const make = compileFunction(body, Object.keys(all));
  let outcome: Outcome;
  try {
    const value = await make(...Object.values(all))();
    outcome =
      value === undefined
        ? { kind: "fell-off", at: 0, state }
        : { kind: "returned", at: Number(value), state };
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    outcome = { kind: error.kind, at: error.at, state };
  }
  return steps < 40 ? outcome : undefined;
}

test("whatever a run does is among the ends that were found", async () => {
  await fc.assert(
    fc.asyncProperty(
      programs({ loops: true, functions: true }),
      fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 60 }), {
        minLength: 12,
        maxLength: 12,
      }),
      async (program, schedules) => {
        const source = numbered(program);
        const ends = explored(
          source.replaceAll("@ && ", "").replaceAll("if (!@) break;", "").replaceAll("@", ""),
        );
        const runnable = source.replaceAll("@true", "live()").replaceAll("@", "live()");
        for (const schedule of schedules) {
          let at = 0;
          const choose = (of: number): number => {
            at += 1;
            return (schedule[at % schedule.length] ?? 0) % of;
          };
          const outcome = await run(runnable, choose);
          if (outcome !== undefined) expect([...ends]).toContain(asText(outcome));
        }
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);

test("without loops, every end that was found is one that a run comes to", async () => {
  await fc.assert(
    fc.asyncProperty(programs({ loops: false, functions: false }), async (program) => {
      const source = numbered(program);
      const ends = [...explored(source)];
      const seen = new Set<string>();
      // All runs, in the order of their choices; a program with too many is left out.
      let path: number[] = [];
      for (let runs = 0; ; runs += 1) {
        if (runs > 3000) return;
        const taken: { readonly chosen: number; readonly of: number }[] = [];
        const outcome = await run(source, (of) => {
          const chosen = path[taken.length] ?? 0;
          taken.push({ chosen, of });
          return chosen;
        });
        if (outcome !== undefined) seen.add(asText(outcome));
        while (taken.length > 0 && (taken.at(-1)?.chosen ?? 0) + 1 === taken.at(-1)?.of)
          taken.pop();
        const last = taken.pop();
        if (last === undefined) break;
        path = [...taken.map(({ chosen }) => chosen), last.chosen + 1];
      }
      expect(ends.filter((text) => !seen.has(text))).toEqual([]);
      expect([...seen].filter((text) => !ends.includes(text))).toEqual([]);
    }),
    { numRuns: 150 },
  );
}, 60_000);
