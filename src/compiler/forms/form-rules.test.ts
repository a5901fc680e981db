import { expect, test } from "vitest";
import { errorsOf, markedFindings, mended } from "../../../test/compiler/marked-findings.ts";

/** A page with one inline action of the given text. */
function inline(action: string): string {
  return `export function Page() {\n  ${action}\n}`;
}

test.each([
  [inline(`async function save() { "use server"; return this.a; }`), ["this"]],
  [inline(`const save = async () => { "use server"; return this.a; };`), ["this"]],
  [inline(`async function save() { "use server"; return () => this; }`), ["this"]],
  [inline(`async function save() { "use server"; return () => () => [this]; }`), ["this"]],
  [inline(`async function save(a = this) { "use server"; }`), ["this"]],
  [inline(`async function save() { "use server"; return <this.View />; }`), ["this"]],
  [inline(`async function save() { "use server"; return <this.View>a</this.View>; }`), ["this"]],
  [inline(`async function save() { "use server"; class A extends this.B {} }`), ["this"]],
  [inline(`async function save() { "use server"; class A { [this.key] = 1 } }`), ["this"]],
  [inline(`async function save() { "use server"; return { [this.key]: 1 }; }`), ["this"]],
  [inline(`async function save() { "use server"; return arguments; }`), ["arguments"]],
  [inline(`async function save() { "use server"; return () => arguments[0]; }`), ["arguments"]],
  [inline(`const save = async () => { "use server"; return arguments; };`), ["arguments"]],
  [inline(`async function save(a = arguments.length) { "use server"; }`), ["arguments"]],
  [inline(`const a = { async save() { "use server"; return super.save(); } };`), ["super"]],
  [inline(`class A { static async save() { "use server"; return super.save(); } }`), ["super"]],
  [inline(`class A { static async save() { "use server"; return () => super.a; } }`), ["super"]],
  [inline(`class A { static #b = 1; static async save() { "use server"; A.#b; } }`), ["#b"]],
  [inline(`class A { static #b = 1; static async save(c) { "use server"; #b in c; } }`), ["#b"]],
  [inline(`class A { static #b = 1; static async save() { "use server"; this.#b; } }`), ["this"]],
  [
    inline(
      `class A { static #b = 1; static async save() { "use server"; (function () { A.#b; }); } }`,
    ),
    ["#b"],
  ],
  [`"use server";\nexport async function save() { this.a; arguments[0]; }`, ["this", "arguments"]],
  [`"use server";\nexport const save = async () => this;`, ["this"]],
  [`"use server";\nexport const save = guard(async () => this.user);`, ["this"]],
  [`"use server";\nexport default async function () { return this; }`, ["this"]],
  [`export async function price() { "use cache"; return this; }`, ["this"]],
])("a word that is bound to what is around the action is named: %j", (code, words) => {
  expect(markedFindings(code)).toEqual(words.map((word) => `action-uses-this: ${word}`));
});

test.each([
  inline(
    `async function save() { "use server"; return function () { return [this, arguments]; }; }`,
  ),
  inline(`async function save() { "use server"; return { a() { return [this, super.b]; } }; }`),
  inline(`async function save() { "use server"; return { get a() { return this.b; } }; }`),
  inline(`async function save() { "use server"; class A { b = this.c; static { this.d = 1; } } }`),
  inline(
    `async function save() { "use server"; class A { #b = 1; c() { return () => this.#b; } } }`,
  ),
  inline(
    `async function save() { "use server"; class A extends B { constructor() { super(); } } }`,
  ),
  inline(`async function save(this: void, a: typeof this) { "use server"; }`),
  inline(`async function save(a) { "use server"; return a.arguments + a.this; }`),
  `export function Page() { this.a; arguments; async function save() { "use server"; } }`,
  `class A { #b = 1; c() { this.#b; async function save() { "use server"; } } }`,
  `"use server";\nfunction local() { return [this, arguments]; }\nexport async function save() {}`,
  `"use server";\nexport const save = withContext(async function () { return [this, arguments]; });`,
])("what has its own meaning in the action is left alone: %j", (code) => {
  expect(markedFindings(code)).toEqual([]);
});

test("the sentence says which word, and what to write instead", () => {
  const [found] = errorsOf(inline(`async function save() { "use server"; return arguments; }`));
  expect(found?.message).toContain("`save` uses `arguments`");
  expect(found?.hint).toContain("...rest");
  const [cached] = errorsOf(`export async function price() { "use cache"; return this; }`);
  expect(cached?.message).toContain("a cached function is called for its result");
});

test.each([
  [inline(`function save() { "use server"; }`), "inline-action-not-async: function save()"],
  [inline(`const save = (a) => { "use server"; };`), "inline-action-not-async: (a) =>"],
  [inline(`const a = { save() { "use server"; } };`), "inline-action-not-async: save()"],
  [inline(`const a = { get save() { "use server"; } };`), "inline-action-not-async: get save()"],
  [inline(`class A { set save(a) { "use server"; } }`), "inline-action-not-async: set save(a)"],
  [inline(`class A { constructor() { "use server"; } }`), "inline-action-not-async: constructor()"],
  [inline(`function* save() { "use server"; }`), "action-is-generator: function* save()"],
  [inline(`const a = { *save() { "use server"; } };`), "action-is-generator: *save()"],
  [inline(`class A { async save() { "use server"; } }`), "action-in-class-instance: async save()"],
  [inline(`class A { save() { "use server"; this.a; } }`), "action-in-class-instance: save()"],
  [inline(`class A { async b() { "use cache"; } }`), "action-in-class-instance: async b()"],
  [
    `"use client";\nfunction A() { async function b() { "use server"; } }`,
    'inline-action-in-client-component: "use server";',
  ],
  [
    `"use client";\nasync function b() { "use cache"; }`,
    'inline-action-in-client-component: "use cache";',
  ],
  [`function price() { "use cache"; }`, "use-cache-not-async: function price()"],
  [`function* price() { "use cache"; }`, "use-cache-not-async: function* price()"],
  [`const a = { get price() { "use cache"; } };`, "use-cache-not-async: get price()"],
  [`"use cache";\nexport function price() {}`, "use-cache-not-async: price"],
  [`"use cache";\nexport const rate = 2;`, "use-cache-not-async: rate"],
  [`"use cache";\nexport class Price {}`, "use-cache-not-async: Price"],
  [
    `"use cache";\nfunction price() { "use cache"; }\nexport { price };`,
    "use-cache-not-async: price",
  ],
  [`<input name="$ACTION_ID_1" />`, 'reserved-field-name: "$ACTION_ID_1"'],
  [`<input name={"$EDICT"} />`, 'reserved-field-name: "$EDICT"'],
  ["<Field name={`$ACTION_${key}`} />", "reserved-field-name: `$ACTION_${key}`"],
  [`form.get("$ACTION_KEY")`, 'reserved-field-name: "$ACTION_KEY"'],
  [`(await request.formData()).append("$EDICT", 1)`, 'reserved-field-name: "$EDICT"'],
])("what cannot be what it is marked as is named: %j", (code, found) => {
  expect(markedFindings(code)).toEqual([found]);
});

test.each([
  inline(`async function* save() { "use server"; yield 1; }`),
  inline(`class A { static async save() { "use server"; } }`),
  inline(`class A { save = async () => { "use server"; }; }`),
  inline(`const a = { async save() { "use server"; }, async *more() { "use server"; } };`),
  `"use server";\nexport async function* more() { yield 1; }`,
  `"use cache";\nexport const metadata = { title: "a" };\nexport default async function Page() {}`,
  `"use cache";\nfunction local() {}\nexport async function price() {}\nexport type A = 1;`,
  `"use client";\nexport function A() { return <form action={(data) => data.get("a")} />; }`,
  `[...form].filter(([name]) => !name.startsWith("$ACTION_"))`,
  `<input name="$ACTIONS" /> || <input title="$ACTION_A" /> || <input name="$EDICTED" />`,
  "<input name={`$EDICT${a}`} />",
])("what can be an action, cached or a field is left alone: %j", (code) => {
  expect(markedFindings(code)).toEqual([]);
});

test.each([
  [inline(`function save() { "use server"; }`), inline(`async function save() { "use server"; }`)],
  [
    inline(`const save = function () { "use server"; };`),
    inline(`const save = async function () { "use server"; };`),
  ],
  [
    inline(`const save = a => { "use server"; };`),
    inline(`const save = async a => { "use server"; };`),
  ],
  [
    inline(`const save = <T,>(a: T): T => { "use server"; return a; };`),
    inline(`const save = async <T,>(a: T): Promise<T> => { "use server"; return a; };`),
  ],
  [
    inline(`const a = { save(): void { "use server"; }, ["b" + 1]() { "use server"; } };`),
    inline(
      `const a = { async save(): Promise<void> { "use server"; }, async ["b" + 1]() { "use server"; } };`,
    ),
  ],
  [
    inline(`class A { public static save() { "use server"; } }`),
    inline(`class A { public static async save() { "use server"; } }`),
  ],
  [
    `"use server";\nexport default function save(): Promise<void> {}`,
    `"use server";\nexport default async function save(): Promise<void> {}`,
  ],
  [
    `"use server";\nconst save = () => 1;\nexport { save, save as b };`,
    `"use server";\nconst save = async () => 1;\nexport { save, save as b };`,
  ],
  [
    `"use server";\nexport function save() {}\nexport async function both() { await save(); }`,
    `"use server";\nexport async function save() {}\nexport async function both() { await save(); }`,
  ],
  [
    `"use cache";\nexport const price = (): number => 1;`,
    `"use cache";\nexport const price = async (): Promise<number> => 1;`,
  ],
])("a missing `async` is written, and the type becomes a promise's: %j", (code, right) => {
  expect(mended(code)).toBe(right);
  expect(markedFindings(right)).toEqual([]);
});

test.each([
  [
    "its result is used at once",
    `"use server";\nexport function a() { return 1; }\nconst b = a() + 1;`,
  ],
  ["it has overloads", `"use server";\nexport function a(b: 1): 1;\nexport function a(b: 2) {}`],
  [
    "its type is a predicate",
    `"use server";\nexport function a(b: unknown): b is 1 { return true; }`,
  ],
  ["it is a generator", `"use server";\nexport function* a() {}`],
  ["it is a getter", inline(`const a = { get b() { "use server"; } };`)],
])("no `async` is written where %s", (_, code) => {
  expect(errorsOf(code).length).toBeGreaterThan(0);
  expect(mended(code)).toBe(code);
});
