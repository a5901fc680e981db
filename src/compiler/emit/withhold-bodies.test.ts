import { describe, expect, test } from "vitest";
import { compileModule } from "../compile-module.ts";

/** What the browser gets of a module that has inline actions; the message is written as `nothing`. */
async function withheld(code: string): Promise<string> {
  const made = await compileModule({ code, filename: "/app/shared.tsx", environment: "client" });
  return made.code
    .replaceAll(/\{ throw new Error\("[^"]*"\); \}/g, "nothing")
    .replaceAll(/\s+/g, " ")
    .trim();
}

describe("of an inline action nothing but its name is left", () => {
  test.each([
    [
      'const a = async (x = "secret", { y }: Secret, ...z) => { "use server"; return 1; }; f(a);',
      "const a = async () => nothing; f(a);",
    ],
    ['f(async x => { "use server"; });', "f(async () => nothing);"],
    [
      'f(async function <T>(/* (secret */ x: T, /* secret) */): Promise<(a: T) => T> { "use server"; });',
      "f(async function <T>(): Promise<(a: T) => T> nothing);",
    ],
    ['f(async function named() { "use server"; });', "f(async function () nothing);"],
    ['f({ async save(x = ")") { "use server"; } });', "f({ async save() nothing });"],
    [
      'f(async (x = (1), y = async (z = 2) => { "use server"; }) => { "use server"; });',
      "f(async () => nothing);",
    ],
  ])("%s", async (code, expected) => {
    expect(await withheld(code)).toBe(expected);
  });
});

describe("what only inline actions use stays on the server", () => {
  const use = (names: string, rest = ""): string =>
    `export function make() { async function act() { "use server"; return [${names}]; } return act; } ${rest}`;
  const made = "export function make() { async function act() nothing return act; }";

  test.each([
    ["an import", `import { db } from "./db"; ${use("db")}`, made],
    [
      "an import of several names, unused ones too",
      `import a, { b, type C, d } from "./db"; ${use("a, b")}`,
      made,
    ],
    [
      "functions, classes and variables, by way of each other too",
      `import { db } from "./db";
       const table = db.table("secret");
       class Row { static all = [table]; }
       function one() { return two(); }
       function two() { return [one, Row]; }
       ${use("one()")}`,
      made,
    ],
    [
      "some variables of a statement",
      `let shown = 1, hidden = "secret", { deep: { er } } = load("secret"); ${use("hidden, er", "f(shown);")}`,
      `let shown = 1, $$withheld = undefined, $$withheld_2 = undefined; ${made} f(shown);`,
    ],
    ["what is written there", `let last; ${use("(last = 1)")}`, made],
  ])("%s", async (_, code, expected) => {
    expect(await withheld(code)).toBe(expected);
  });

  test.each([
    [
      "what other code uses too",
      `import { db } from "./db"; const x = 1; ${use("db, x", "f(db, x);")}`,
    ],
    ["what other code uses by way of another", `const x = 1; const y = [x]; ${use("x", "f(y);")}`],
    ["what is exported", `export const x = 1; ${use("x")}`],
    ["what is exported by a list", `const x = 1; ${use("x", "export { x };")}`],
    ["what nothing uses", `import { db } from "./db"; import "./setup"; const x = 1; ${use("")}`],
    ["what a loop declares", `for (var n = 0; n < 2; ) f(); ${use("n")}`],
    [
      "an import that has a name in use",
      `import { db, show } from "./db"; ${use("db", "show();")}`,
    ],
    [
      "a variable whose statement takes several apart",
      `const { x, y } = z(); ${use("x", "f(y);")}`,
    ],
  ])("but not %s", async (_, code) => {
    const whole = code.replaceAll(/\s+/g, " ").trim();
    const [head, tail] = whole.split(/export function make.*?return act; \} ?/);
    expect(await withheld(code)).toBe(`${head}${made} ${tail}`.trim());
  });
});
