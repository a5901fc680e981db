import { rm } from "node:fs/promises";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { trimArguments } from "../../src/client/trim-arguments.ts";
import { compileModule } from "../../src/compiler/index.ts";
import { flightClient } from "../protocol/react-flight.ts";
import { moduleFolder, runModule } from "./run-module.ts";

const folder = await moduleFolder();

afterAll(() => rm(folder, { recursive: true }));

/** The id of a module's last action, and its code for the server. */
async function compiled(code: string): Promise<{ readonly id: string; readonly server: string }> {
  const made = await compileModule({ code, filename: "/app/actions.ts", environment: "server" });
  const id = made.actions.at(-1)?.id;
  if (id === undefined) throw new Error("no action");
  return { id, server: made.code };
}

const file = (declaration: string): string => `"use server"; export ${declaration}`;

describe("what is sent of these arguments is what the action reads", () => {
  const form = new FormData();
  const event = { type: "click" };
  test.each<[string, string, readonly unknown[], readonly unknown[]]>([
    ["an event nobody reads", "async function f() {}", [event], []],
    ["an event that has a name only", "const f = async (_event: Event) => {}", [event], []],
    [
      "what rest parameters take",
      "async function f(a, ...rest) { rest; }",
      [1, 2, 3],
      [undefined, 2, 3],
    ],
    ["what rest parameters take apart", "async function f(...[, b]) { b; }", [1, 2, 3], [1, 2, 3]],
    [
      "nothing for rest parameters nobody reads",
      "async function f(a, ...rest) { a; }",
      [1, 2, 3],
      [1],
    ],
    [
      "everything from the eighth on",
      "async function f(a, b, c, d, e, f, g, h, i) { i; }",
      [1, 2, 3, 4, 5, 6, 7, 8, 9],
      [...Array<undefined>(7), 8, 9],
    ],
    [
      "what is taken apart, read or not",
      "async function f({ a }, [b]) {}",
      [{ a: 1 }, [2]],
      [{ a: 1 }, [2]],
    ],
    ["what may have a default", "async function f(a = 1, b = 2) { b; }", [7, 8], [undefined, 8]],
    ["what decides whether a default is made", "async function f(a = now()) {}", [7], [7]],
    [
      "what a default reads",
      "async function f(a, b, c = () => b) { c; }",
      [1, 2, 3],
      [undefined, 2, 3],
    ],
    ["all for arguments", "async function f(a) { return arguments.length; }", [1, 2, 3], [1, 2, 3]],
    ["all for arguments in a default", "async function f(a = arguments) {}", [1, 2, 3], [1, 2, 3]],
    [
      "all for arguments in an arrow",
      "async function f() { return () => arguments; }",
      [1, 2],
      [1, 2],
    ],
    [
      "none for the arguments of another function",
      "async function f(a) { return function () { return arguments; }; }",
      [1, 2],
      [],
    ],
    [
      "all for an action that is made by a call",
      "const f = guard(async (a) => {});",
      [1, 2],
      [1, 2],
    ],
    ["what is only written to", "async function f(a, b) { a = 1; }", [1, 2], [1]],
    [
      "a form's data, and no state before it",
      "async function f(_state, data) { data; }",
      ["state", form],
      [undefined, form],
    ],
    [
      "a state, and no form's data",
      "async function f(state) { return state + 1; }",
      [1, form],
      [1],
    ],
  ])("%s: %s", async (_, declaration, given, sent) => {
    const { id } = await compiled(file(declaration));
    expect(trimArguments(id, given)).toEqual(sent);
  });

  test("captured values are sent, whatever else is not", async () => {
    const { id } = await compiled(
      `function P(x) { return async (_state, data, more) => { "use server"; return [x, data]; }; }`,
    );
    expect(trimArguments(id, ["sealed", "state", form, 3])).toEqual(["sealed", undefined, form]);
  });

  test("arguments that were bound count before those of the call", async () => {
    const { id } = await compiled(file("async function f(a, b, data) { return [b, data]; }"));
    const sent: unknown[] = [];
    const callServer = (of: string, args: unknown[]): Promise<unknown> =>
      Promise.resolve(sent.push(...trimArguments(of, args)));
    // React's own reference, as a page has it.
    const action = flightClient.createServerReference(id, callServer);
    await action.bind(null, 1).bind(null, 2)(form, event);
    expect(sent).toEqual([undefined, 2, form]);
  });
});

/** A parameter with what a body may read of it; `#` is its number. */
const parameter = fc.constantFrom(
  ["p#", ""],
  ["p#", "p#"],
  ["p#: number", "((p#) => p#)(0)"],
  ["p#", "(() => p#)()"],
  ["p# = 1", ""],
  ["p# = 1", "p#"],
  ["p# = made(#)", ""],
  ["{ a# = 3 } = {}", "a#"],
  ["{ a#, ...b# } = { a#: 1 }", "b#"],
  ["[c#] = [4]", ""],
  ["p#: unknown", "typeof p#"],
);
const rest = fc.constantFrom(undefined, ["...rest", ""], ["...rest", "rest"], ["...[r]", "r"]);
const inBody = fc.constantFrom("", "arguments.length", "[...arguments]");

/** Arguments with gaps, of kinds that every parameter can be given. */
const givenArguments = fc.array(fc.constantFrom(undefined, [5], [{ a0: 6 }]), { maxLength: 12 });

/** A function that returns, in a page, an action of these parameters, which returns what it reads of them. */
const pageOf = fc
  .record({
    list: fc.array(parameter, { maxLength: 10 }),
    rest,
    inBody,
    isArrow: fc.boolean(),
    hasCapture: fc.boolean(),
  })
  .map(({ list, rest: last, inBody: more, isArrow, hasCapture }) => {
    const all = [...list, ...(last === undefined ? [] : [last])].map((each, index) =>
      each.map((text) => text.replaceAll("#", String(index))),
    );
    const reads = all.map(([, read]) => read ?? "");
    const values = [...reads, isArrow ? "" : more, hasCapture ? "x" : "", "...log"];
    const head = `(${all.map(([text]) => text).join(", ")})`;
    const body = `{ "use server"; return [${values.filter((value) => value !== "").join(", ")}]; }`;
    const fn = isArrow ? `async ${head} => ${body}` : `async function ${head} ${body}`;
    const code = `const log = [];
      const made = (n) => log.push(n);
      export function page(x) { log.length = 0; return ${fn}; }`;
    return { code, captures: hasCapture ? ["sealed"] : [] };
  });

test("an action does with what is sent as with all that was given", async () => {
  const check = async (
    { code, captures }: { readonly code: string; readonly captures: readonly string[] },
    given: readonly unknown[],
  ): Promise<void> => {
    const { id, server } = await compiled(code);
    const { exports } = await runModule(folder, { mode: "compiled", main: server });
    const page = exports["page"] as (x: string) => (...args: unknown[]) => Promise<unknown>; // as written above
    const outcomeOf = (args: readonly unknown[]): Promise<unknown> =>
      page("captured")(...args).catch(String);
    const sent = trimArguments(id, [...captures, ...given]).slice(captures.length);
    expect(await outcomeOf(sent)).toEqual(await outcomeOf(given));
  };
  await fc.assert(fc.asyncProperty(pageOf, givenArguments, check), { numRuns: 150 });
}, 60_000);
