import { parseSync, type Node } from "oxc-parser";
import { describe, expect, test } from "vitest";
import { isFunction, type FunctionNode } from "../parse/syntax-tree.ts";
import { exploreFlow, type FlowVisitor } from "./explore-flow.ts";
import type { FlowPlace } from "./flow-graph.ts";

/** The first function of `code`. */
function parse(code: string): FunctionNode {
  const { program, errors } = parseSync("a.tsx", code, { astType: "ts", preserveParens: false });
  const [first] = program.body;
  if (errors.length > 0 || !isFunction(first))
    throw new TypeError(`${code}: ${errors[0]?.message}`);
  return first;
}

function calledName(node: Node): string | undefined {
  if (node.type !== "CallExpression") return undefined;
  return node.callee.type === "Identifier" ? node.callee.name : undefined;
}

const letters = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** Bits are the calls of `a()` to `h()` that came to their end; `go()` signals, `each` and `once` enter what they are given. */
const recorder: FlowVisitor = {
  initial: 0,
  after: (node, state) => {
    const index = letters.indexOf(calledName(node) ?? "-");
    return index < 0 ? state : state | (1 << index);
  },
  signals: (call) => calledName(call) === "go",
  entersCallbacks: (call) =>
    calledName(call) === "once" ? "once" : ["each", "later"].includes(calledName(call) ?? ""),
};

/** Ends as `kind:calls`, without those of a call that throws unless asked for. */
function ends(body: string, visitor: FlowVisitor = recorder, withFailures = false): string[] {
  const found = exploreFlow(parse(`async function* f(p) {${body}}`), visitor)
    .filter(({ kind, node }) => withFailures || kind !== "threw" || node.type === "ThrowStatement")
    .map(({ kind, state }) => {
      const calls = letters.filter((_, index) => (state & (1 << index)) !== 0).join("");
      return `${kind}:${calls}`;
    });
  return [...new Set(found)].toSorted();
}

/** Source of what is evaluated, in order; for code of one path. */
function order(body: string): string[] {
  const code = `async function* f(p) {${body}}`;
  const seen: string[] = [];
  const after = (node: Node, state: number): number => {
    seen.push(code.slice(node.start, node.end));
    return state;
  };
  exploreFlow(parse(code), { initial: 0, after, entersCallbacks: () => "once" });
  return seen;
}

describe("what is evaluated, in order", () => {
  test.each<[string, string[]]>([
    ["a(b(), c());", ["b()", "c()", "a(b(), c())"]],
    ["x[a()].y(b());", ["a()", "x[a()]", "x[a()].y", "b()", "x[a()].y(b())"]],
    ["x[a()] = b();", ["a()", "b()", "x[a()] = b()"]],
    ["x.y += a();", ["x.y", "a()", "x.y += a()"]],
    ["new (a())(b());", ["a()", "b()", "new (a())(b())"]],
    ["a()`${b()} ${c()}`;", ["a()", "b()", "c()", "a()`${b()} ${c()}`"]],
    ["`${a()}${b()}`;", ["a()", "b()"]],
    ["await a();", ["a()", "await a()"]],
    ["yield a();", ["a()", "yield a()"]],
    ["const x = a(), y = b();", ["a()", "x = a()", "b()", "y = b()"]],
    ["const { [a()]: x } = b();", ["b()", "a()", "{ [a()]: x } = b()"]],
    ["[x[a()]] = b();", ["b()", "a()", "[x[a()]] = b()"]],
    ["({ [a()]: b(), ...c(), m() { d(); } });", ["a()", "b()", "c()"]],
    ["[a(), ...b(), , c()];", ["a()", "b()", "c()"]],
    ["a(), b();", ["a()", "b()"]],
    ["a() + b() * c();", ["a()", "b()", "c()", "b() * c()", "a() + b() * c()"]],
    ["a() + b() + c();", ["a()", "b()", "a() + b()", "c()", "a() + b() + c()"]],
    ["(a() as any)!.b;", ["a()", "(a() as any)!.b"]],
    ["typeof a(); delete x.y; x++;", ["a()", "typeof a()", "x.y", "delete x.y", "x++"]],
    ["import(a());", ["a()", "import(a())"]],
    ["throw a();", ["a()", "throw a();"]],
    ["return a();", ["a()", "return a();"]],
    [
      "<p a={a()} {...b()}>{c()}<q/></p>;",
      ["a()", "b()", "c()", "<q/>", "<p a={a()} {...b()}>{c()}<q/></p>"],
    ],
    [
      "class K extends a() { static [b()] = c(); x = d(); static { e(); } m() { g(); } [h()]; }",
      ["a()", "b()", "h()", "c()", "e()"],
    ],
    ["(() => { a(); })(b());", ["b()", "a()", "(() => { a(); })(b())"]],
    ["x.y(() => a(), b());", ["x.y", "b()", "a()", "x.y(() => a(), b())"]],
    ["const g = () => a(); function k() { b(); }", ["g = () => a()"]],
  ])("%s", (body, expected) => {
    const found = order(body);
    // A function that runs within a call is announced by that call.
    expect(found).toEqual(expected);
  });
});

describe("paths", () => {
  test.each<[string, string[]]>([
    ["a(); b();", ["fell-off:ab"]],
    ["a(); return b();", ["returned:ab"]],
    ["a() && b();", ["fell-off:a", "fell-off:ab"]],
    ["a() || b(); c();", ["fell-off:abc", "fell-off:ac"]],
    ["a() ?? b();", ["fell-off:a", "fell-off:ab"]],
    ["x ? a() : b();", ["fell-off:a", "fell-off:b"]],
    ["x ||= a();", ["fell-off:", "fell-off:a"]],
    ["a()?.[b()].c(c()); d();", ["fell-off:abcd", "fell-off:ad"]],
    ["a()?.b(x?.[b()], c());", ["fell-off:a", "fell-off:abc", "fell-off:ac"]],
    ["const { x = a(), y } = p; b();", ["fell-off:ab", "fell-off:b"]],
    ["if (a()) b(); else c();", ["fell-off:ab", "fell-off:ac"]],
    ["if (a()) return; b();", ["fell-off:ab", "returned:a"]],
    ["if (!x && a()) b();", ["fell-off:", "fell-off:a", "fell-off:ab"]],
    ["if (true) a(); else b();", ["fell-off:a"]],
    ["if (!1) a(); else b();", ["fell-off:b"]],
    ["if (a() && false) b();", ["fell-off:a"]],
    ["while (a()) b();", ["fell-off:a", "fell-off:ab"]],
    ["while (true) { a(); if (b()) break; c(); }", ["fell-off:ab", "fell-off:abc"]],
    ["while (true) { a(); }", []],
    ["do a(); while (b());", ["fell-off:ab"]],
    ["do { if (x) continue; a(); } while (b());", ["fell-off:ab", "fell-off:b"]],
    ["for (a(); b(); c()) d();", ["fell-off:ab", "fell-off:abcd"]],
    ["for (;;) { if (a()) break; b(); }", ["fell-off:a", "fell-off:ab"]],
    ["for (const { y = b() } of a()) c();", ["fell-off:a", "fell-off:abc", "fell-off:ac"]],
    ["for (x[a()] in b()) c();", ["fell-off:abc", "fell-off:b"]],
    [
      "for await (const y of a()) { if (b()) return; }",
      ["fell-off:a", "fell-off:ab", "returned:ab"],
    ],
    [
      "outer: for (;;) { for (;;) { a(); if (x) continue outer; if (y) break outer; b(); } }",
      ["fell-off:a", "fell-off:ab"],
    ],
    ["block: { a(); if (x) break block; b(); }", ["fell-off:a", "fell-off:ab"]],
    ["one: two: for (;;) { a(); if (x) continue one; break two; }", ["fell-off:a"]],
    [
      "switch (a()) { case b(): c(); case 2: d(); break; default: e(); }",
      ["fell-off:abcd", "fell-off:abd", "fell-off:abe"],
    ],
    ["switch (x) { default: a(); case b(): c(); }", ["fell-off:abc", "fell-off:bc"]],
    ["switch (x) { case 1: return a(); } b();", ["fell-off:b", "returned:a"]],
    ["a(); go(); b();", ["signalled:a"]],
    ["x && go(); b();", ["fell-off:b", "signalled:"]],
    ["throw a(); b();", ["threw:a"]],
  ])("%s", (body, expected) => {
    expect(ends(body)).toEqual(expected);
  });
});

describe("try", () => {
  test.each<[string, string[]]>([
    ["try { a(); b(); } catch { c(); }", ["fell-off:ab", "fell-off:ac", "fell-off:c"]],
    ["try { await a(); } catch { c(); }", ["fell-off:a", "fell-off:c"]],
    ["try { await a; } catch { c(); }", ["fell-off:", "fell-off:c"]],
    ["try { new X(); a(); } catch { return; } b();", ["fell-off:ab", "returned:"]],
    ["try { a(); throw 1; } catch { b(); }", ["fell-off:ab", "fell-off:b"]],
    ["try { a(); go(); } catch { b(); }", ["fell-off:ab", "fell-off:b"]],
    ["try { x.y.z; } catch { b(); }", ["fell-off:", "fell-off:b"]],
    ["try { return a(); } finally { b(); }", ["returned:ab"]],
    ["try { go(); } finally { b(); }", ["signalled:b"]],
    ["try { throw 1; } finally { b(); }", ["threw:b"]],
    ["try { a(); throw 1; } finally { return b(); }", ["returned:ab", "returned:b"]],
    ["for (;;) { try { return a(); } finally { break; } }", ["fell-off:", "fell-off:a"]],
    ["for (;;) { try { if (x) break; continue; } finally { a(); } }", ["fell-off:a"]],
    ["try { try { return a(); } finally { b(); } } finally { c(); } d();", ["returned:abc"]],
    [
      "try { return a(); } finally { try { go(); } catch { b(); } finally { c(); } }",
      ["returned:abc"],
    ],
    ["try { return; } finally { try { throw 1; } finally { a(); } }", ["threw:a"]],
    [
      "l: try { return; } finally { try { a(); } finally { break l; } } b();",
      ["fell-off:ab", "fell-off:b"],
    ],
    ["try { a(); } catch { throw 1; } finally { b(); } c();", ["fell-off:abc", "threw:b"]],
    ["try { a(); } catch ({ x = b() }) { c(); }", ["fell-off:a", "fell-off:bc", "fell-off:c"]],
  ])("%s", (body, expected) => {
    expect(ends(body)).toEqual(expected);
  });

  test.each<[string, string[]]>([
    ["await x.then(() => a()); b();", ["fell-off:ab"]],
    ["await x.then(() => a()).finally(() => b()); c();", ["fell-off:abc"]],
    ["return x.then(() => a());", ["returned:a"]],
    ["await a().catch(() => b()); c();", ["fell-off:ac", "fell-off:bc"]],
    ["await a().then(() => b(), () => c());", ["fell-off:ab", "fell-off:c"]],
    ["await x.then(() => go()).catch(() => a());", ["fell-off:a"]],
    ["await x.then(() => go(), () => a());", ["fell-off:a", "signalled:"]],
    ["x.then(() => a()); b();", ["fell-off:b"]],
    ["await Promise.all([x.then(() => a()), x.then(() => b())]);", ["fell-off:ab"]],
    [
      "await Promise.allSettled([a(), b()]);",
      ["fell-off:", "fell-off:a", "fell-off:ab", "fell-off:b"],
    ],
    ["await Promise.allSettled([(async () => { go(); })()]); a();", ["fell-off:a"]],
    ["try { return x.then(() => a()); } catch { b(); }", ["fell-off:b", "returned:"]],
  ])("promises: %s", (body, expected) => {
    expect(ends(body)).toEqual(expected);
  });

  test("a call that throws ends the function there, in the state before it", () => {
    expect(ends("a(); b();", recorder, true)).toEqual(["fell-off:ab", "threw:", "threw:a"]);
  });

  test("finally blocks run from the inside out, whatever leaves them", () => {
    const after: FlowVisitor["after"] = (node, state) => {
      const index = letters.indexOf(calledName(node) ?? "-");
      return index < 0 || state > 9 ? state : state * 10 + index + 1;
    };
    for (const leave of ["break;", "continue;", "return;", "throw 1;", "go();"]) {
      const body = `for (; !x; ) { try { try { ${leave} } finally { a(); } } finally { b(); } break; }`;
      const fn = parse(
        `function f() {${body.replace("!x", leave === "continue;" ? "!x" : "true")}}`,
      );
      const states = exploreFlow(fn, { ...recorder, after, failed: () => 0 })
        .filter(({ state }) => state > 9)
        .map(({ state }) => state);
      expect([leave, ...new Set(states)]).toEqual([leave, 12]);
    }
  });

  test("a rule says in which state a call throws", () => {
    const failed: FlowVisitor["failed"] = (node, state, place) =>
      [recorder.after(node, state, place)].flat()[0] ?? state;
    expect(ends("a(); b();", { ...recorder, failed }, true)).toEqual([
      "fell-off:ab",
      "threw:a",
      "threw:ab",
    ]);
  });
});

describe("what is known of a local variable", () => {
  test.each<[string, string[]]>([
    ["let x = null; try { a(); x = '/'; } catch {} if (x) b();", ["fell-off:", "fell-off:ab"]],
    ["let x; if (y) { a(); x = `/${y}`; } if (!x) return; b();", ["fell-off:ab", "returned:"]],
    [
      "let x: T | undefined = undefined; if (y) { a(); x = {}; } if (x) b();",
      ["fell-off:", "fell-off:ab"],
    ],
    ["const x = y; if (x) a(); if (x) b();", ["fell-off:", "fell-off:ab"]],
    ["const x = y; if (x) a(); else if (x) b();", ["fell-off:", "fell-off:a"]],
    ["let x = false; once(() => { x = true; }); if (x) a();", ["fell-off:a"]],
    ["let x = false; each(() => { x = true; }); if (x) a();", ["fell-off:", "fell-off:a"]],
    ["let x = false; other(() => { x = true; }); if (x) a();", ["fell-off:", "fell-off:a"]],
    ["let x = false; [x] = y; if (x) a();", ["fell-off:", "fell-off:a"]],
    ["let x = 0; x++; if (x) a();", ["fell-off:", "fell-off:a"]],
    ["let x = 0; x += y; if (x) a();", ["fell-off:", "fell-off:a"]],
    ["let x = true; { let x = false; if (x) a(); }", ["fell-off:", "fell-off:a"]],
    ["for (;;) { let x; if (x) a(); x = 1; if (y) break; }", ["fell-off:"]],
    ["for (;;) { var x; if (x) a(); x = 1; if (y) break; }", ["fell-off:", "fell-off:a"]],
    [
      "for (let x of y) { if (x) a(); if (x) b(); }",
      ["fell-off:", "fell-off:a", "fell-off:ab", "fell-off:b"],
    ],
  ])("%s", (body, expected) => {
    expect(ends(body)).toEqual(expected);
  });

  test("the rule sees its own states only, once each", () => {
    const seen: number[] = [];
    const after: FlowVisitor["after"] = (node, state, place) => {
      if (calledName(node) === "b") seen.push(state);
      return recorder.after(node, state, place);
    };
    ends("let x = null; if (y) x = 1; if (z) a(); if (x) c(); b();", { ...recorder, after });
    expect(seen.toSorted((one, other) => one - other)).toEqual([0, 1, 4, 5]);
    const top: FlowVisitor["after"] = (node, state) => (calledName(node) === "a" ? 1 << 31 : state);
    const body = "function f() { let x = null; if (y) x = 1; a(); if (x) b(); }";
    const found = exploreFlow(parse(body), { initial: 0, after: top });
    expect(found.find(({ kind }) => kind === "fell-off")?.state).toBe(1 << 31);
  });
});

describe("functions in the function", () => {
  test.each<[string, string[]]>([
    ["const g = () => a(); b();", ["fell-off:b"]],
    ["other(() => { a(); }); b();", ["fell-off:b"]],
    ["(() => { a(); if (x) return; b(); })(); c();", ["fell-off:abc", "fell-off:ac"]],
    ["(() => { throw 1; })(); c();", ["threw:"]],
    ["(async () => { throw 1; })(); c();", ["fell-off:c", "threw:"]],
    ["(function* () { a(); })(); c();", ["fell-off:ac", "fell-off:c"]],
    ["each((x = a()) => b()); c();", ["fell-off:abc", "fell-off:bc", "fell-off:c"]],
    ["each(async () => { a(); await b(); }); c();", ["fell-off:abc", "fell-off:ac", "fell-off:c"]],
    ["await each(async () => { a(); await b(); }); c();", ["fell-off:abc", "fell-off:c"]],
    ["await (async () => { throw 1; })(); c();", ["threw:"]],
    ["each(() => { go(); }); c();", ["fell-off:c", "signalled:"]],
    ["once(() => { a(); }); c();", ["fell-off:ac"]],
    ["once(() => { go(); }); c();", ["signalled:"]],
    [
      "each(() => a(), async () => { await b(); });",
      ["fell-off:", "fell-off:a", "fell-off:ab", "fell-off:b"],
    ],
    ["try { each(() => { throw 1; }); } catch { a(); }", ["fell-off:", "fell-off:a"]],
    ["each(() => { try { return a(); } finally { b(); } });", ["fell-off:", "fell-off:ab"]],
    [
      "x: for (;;) { each(() => { for (;;) { a(); break; } }); break x; }",
      ["fell-off:", "fell-off:a"],
    ],
  ])("%s", (body, expected) => {
    expect(ends(body)).toEqual(expected);
  });

  test("a rule says in which state a function begins", () => {
    const entering: FlowVisitor["entering"] = (_, state) => state | (1 << 7);
    expect(ends("each(() => { return a(); });", { ...recorder, entering })).toEqual([
      "fell-off:",
      "fell-off:ah",
    ]);
  });
});

test("parameters are evaluated first, an arrow returns its body", () => {
  const fn = parse("function f(x = a(), { y = b() }) {}");
  expect(exploreFlow(fn, recorder).filter(({ kind }) => kind === "fell-off").length).toBe(4);
  const code = "export default () => a()";
  const { program } = parseSync("a.ts", code, { astType: "ts" });
  const [statement] = program.body;
  const arrow = statement?.type === "ExportDefaultDeclaration" ? statement.declaration : undefined;
  expect(isFunction(arrow) && exploreFlow(arrow, recorder).map(({ kind }) => kind)).toEqual([
    "threw",
    "returned",
  ]);
});

test("a place tells the try statements and loops around it", () => {
  const places = new Map<string, FlowPlace>();
  const after: FlowVisitor["after"] = (node, state, place) => {
    places.set(calledName(node) ?? "", place);
    return state;
  };
  const body = `
    try { a(); for (;;) { try { b(); } catch { c(); } finally { d(); } } }
    catch { each(() => { e(); }); } g();`;
  ends(body, { ...recorder, after });
  const parts = (name: string): string =>
    places
      .get(name)
      ?.tries.map(({ part }) => part)
      .join(" ") ?? "";
  expect(["a", "b", "c", "d", "e", "g"].map(parts)).toEqual([
    "block",
    "block block",
    "block handler",
    "block finalizer",
    "handler",
    "",
  ]);
  expect(places.get("b")?.loopDepth).toBe(1);
  expect(places.get("e")?.loopDepth).toBe(1);
  expect(places.get("e")?.fn.type).toBe("ArrowFunctionExpression");
});

test("a rule may follow several outcomes of one step, and call conditions impossible", () => {
  const after: FlowVisitor["after"] = (node, state) =>
    calledName(node) === "a" ? [state | 1, state | 2] : state;
  const assume: FlowVisitor["assume"] = (node, isTruthy, state) =>
    node.type === "Identifier" && isTruthy !== ((state & 1) !== 0) ? undefined : state;
  expect(ends("a(); if (x) return;", { initial: 0, after, assume })).toEqual([
    "fell-off:b",
    "returned:a",
  ]);
});

test("a chain that comes to nothing fails its test", () => {
  const tests: string[] = [];
  const assume: FlowVisitor["assume"] = (node, isTruthy, state) => {
    tests.push(`${node.type} ${isTruthy}`);
    return isTruthy ? state : undefined;
  };
  expect(ends("if (x?.y(a())) return; b();", { ...recorder, assume })).toEqual(["returned:a"]);
  expect(new Set(tests)).toEqual(new Set(["ChainExpression true", "ChainExpression false"]));
  expect(ends("if (x?.y(a())) return; b();")).toEqual(["fell-off:ab", "fell-off:b", "returned:a"]);
});

test("a call that maybe signals does both", () => {
  expect(ends("go(); a();", { ...recorder, signals: () => "maybe" })).toEqual([
    "fell-off:a",
    "signalled:",
    "signalled:a",
  ]);
});

test("states beyond the limit are united, and the walk ends", () => {
  const body = Array.from({ length: 20 }, (_, index) => `if (x) m(${index});`).join("");
  const mark: FlowVisitor["after"] = (node, state) => {
    const [first] = node.type === "CallExpression" ? node.arguments : [];
    return first?.type === "Literal" ? state | (1 << Number(first.value)) : state;
  };
  const found = exploreFlow(parse(`function f() {${body}}`), { initial: 0, after: mark });
  const fell = found.filter(({ kind }) => kind === "fell-off").map(({ state }) => state);
  expect(fell.length).toBeLessThan(130);
  expect(fell.reduce((all, state) => all | state, 0)).toBe(2 ** 20 - 1);
  const restless = { initial: 0, after: mark, unite: () => Math.floor(Math.random() * 2 ** 30) };
  expect(
    exploreFlow(parse(`function f() { for (;;) {${body}} }`), restless).length,
  ).toBeGreaterThan(0);
});
