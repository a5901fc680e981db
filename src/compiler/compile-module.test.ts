import { SourceMap } from "node:module";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileModule } from "./compile-module.ts";
import type { CompiledModule, CompileInput } from "./compile-types.ts";

function compile(code: string, options: Partial<CompileInput> = {}): Promise<CompiledModule> {
  return compileModule({
    code,
    filename: "/app/a/page.tsx",
    root: "/app",
    environment: "server",
    ...options,
  });
}

async function idOf(code: string, options: Partial<CompileInput> = {}): Promise<string> {
  const { actions } = await compile(code, options);
  return actions[0]?.id ?? "";
}

const file = (text: string): string => `"use server";\n${text}`;

describe("ids", () => {
  const save = file("export async function save(a: string, b: number) { return a + b; }");

  test("an id is 50 lower-case hex characters", async () => {
    expect(await idOf(save)).toMatch(/^[0-9a-f]{50}$/);
  });

  test("an id does not depend on the body, the names of parameters, or where the app lies", async () => {
    const id = await idOf(save);
    const other = file(
      "const x = 1;\nexport async function save(c: string, d: number) { return [d, c, x]; }",
    );
    expect(await idOf(other)).toBe(id);
    expect(await idOf(save, { filename: "/home/me/app/a/page.tsx", root: "/home/me/app/" })).toBe(
      id,
    );
    expect(await idOf(save, { filename: "C:\\app\\a\\page.tsx", root: "C:\\app" })).toBe(id);
    expect(await idOf(save, { environment: "client" })).toBe(id);
  });

  test("the look-up depends on the secret, the path and the name", async () => {
    const id = await idOf(save);
    const others = [
      await idOf(save, { idSecret: "another" }),
      await idOf(save, { filename: "/app/b/page.tsx" }),
      await idOf(save.replace("save", "safe")),
    ];
    for (const other of others) expect(other.slice(0, 40)).not.toBe(id.slice(0, 40));
    expect(new Set(others.map((other) => other.slice(40)).slice(1))).toEqual(
      new Set([id.slice(40)]),
    );
  });

  test("fields are not run together: path and name cannot trade characters", async () => {
    const one = await idOf(file("export async function bsave() {}"), {
      filename: "/app/a",
      root: "/app",
    });
    const two = await idOf(file("export async function save() {}"), {
      filename: "/app/ab",
      root: "/app",
    });
    expect(one.slice(0, 40)).not.toBe(two.slice(0, 40));
  });

  test("the signature changes with number and kind of parameters", async () => {
    const shapes = ["", "a", "a, b", "a?", "...a", "{ a }, b = 1"].map((parameters) =>
      idOf(file(`export async function save(${parameters}) {}`)),
    );
    const ids = await Promise.all(shapes);
    expect(new Set(ids.map((id) => id.slice(42))).size).toBe(6);
    expect(new Set(ids.map((id) => id.slice(0, 40))).size).toBe(1);
  });

  test("the signature of a named inline action changes with its captures, not with its body", async () => {
    const page = (body: string): string =>
      `export function Page({ a, b }) { async function save() { "use server"; ${body} } return save; }`;
    const id = await idOf(page("return [a, b];"));
    expect(await idOf(page("return { b, a };"))).toBe(id);
    const fewer = await idOf(page("return a;"));
    expect(fewer.slice(0, 42)).toBe(id.slice(0, 42));
    expect(fewer.slice(42)).not.toBe(id.slice(42));
  });

  test("an unnamed inline action is skew when its source changed, not when it was formatted", async () => {
    const page = (body: string): string =>
      `export function Page() { return <form action={async () => { "use server"; ${body} }} />; }`;
    const id = await idOf(page("await first();"));
    expect(await idOf(page("\n  // said once more\n  await first();  "))).toBe(id);
    expect((await idOf(page("await second();"))).slice(42)).not.toBe(id.slice(42));
  });

  test("of two actions of one path none is called for the other once they were exchanged", async () => {
    const page = (first: string, second: string): string =>
      `function P(x) { if (x) { async function save() { "use server"; ${first} } return save; }
        async function save() { "use server"; ${second} } return save; }`;
    const before = (await compile(page("keep()", "drop()"))).actions.map(({ id }) => id);
    const after = (await compile(page("drop()", "keep()"))).actions.map(({ id }) => id);
    const alone = await idOf(
      page("drop()", "keep()").replace("async function save", "async (x) =>"),
    );
    expect(new Set([...before, ...after, alone]).size).toBe(5);
    expect(await idOf(page("// kept\nkeep()", "other()"))).toBe(before[0]);
  });

  test.each([
    ["", "00"],
    ["event", "00"],
    ["event, id", "02", "id"],
    ["a, b, c, d, e, f, g, h, i", "80", "i"],
    ["a, ...rest", "fe", "rest"],
    ["...rest", "00"],
    ["a", "ff", "arguments[0]"],
    ["{ a }", "01"],
    ["a = 1", "00"],
    ["a = now()", "01"],
    ["this: Window, a", "01", "a"],
    ["a, b = a", "03"],
    ["a", "00", "((a) => a)(1)"],
    ["a", "01", "(() => a)()"],
  ])("the mask of (%s) is %s", async (parameters, mask, body = "1") => {
    const id = await idOf(file(`export async function save(${parameters}) { return ${body}; }`));
    expect(id.slice(40, 42)).toBe(mask);
  });

  test("captured values are parameter 0 of the mask", async () => {
    const code = `function P(x) { return async (a, b) => { "use server"; return [x, b]; }; }`;
    expect((await idOf(code)).slice(40, 42)).toBe("05");
  });
});

describe("names", () => {
  test("an inline action is named after what is around it", async () => {
    const { actions } = await compile(`
      export default function Page() {
        async function save() { "use server"; }
        const handlers = { drop: async () => { "use server"; }, "a b": async () => { "use server"; } };
        const wrapped = guard(async () => { "use server"; });
        const twice = [1].map(() => { async function save() { "use server"; } });
        return <form action={async () => { "use server"; }} data={async () => { "use server"; }} />;
      }
      class Model { static async find() { "use server"; } }
      Page.late = async () => { "use server"; };
      export const top = function named() { return async () => { "use server"; }; };
    `);
    expect(actions.map(({ name }) => name)).toEqual([
      "Page.save",
      "Page.handlers.drop",
      "Page.handlers.a b",
      "Page.wrapped.$0",
      "Page.twice.save",
      "Page.$0",
      "Page.$1",
      "Model.find",
      "late",
      "top.named.$0",
    ]);
    expect(new Set(actions.map(({ id }) => id.slice(0, 40))).size).toBe(actions.length);
  });

  test("two actions of one name get two ids", async () => {
    const { actions } = await compile(`
      function Page() {
        if (x) { async function save() { "use server"; } } else { async function save() { "use server"; } }
      }`);
    expect(actions.map(({ name }) => name)).toEqual(["Page.save", "Page.save$1"]);
  });
});

test("an export is unproven where only running the module shows that it is a function", async () => {
  const { actions } = await compile(
    file(`
      import { settings, guard } from "./elsewhere";
      export async function save() {}
      export const keep = async () => {};
      export const guarded = guard(async () => {});
      export const limit = settings.limit;
      export let later = async () => {};
      later = settings.later;
      export { save as store };
      export { unread } from "./elsewhere";`),
  );
  const unproven = actions.filter((action) => action.unproven === true);
  expect(actions).toHaveLength(7);
  expect(unproven.map(({ name }) => name).toSorted()).toEqual([
    "guarded",
    "later",
    "limit",
    "unread",
  ]);
});

describe("stubs", () => {
  test("nothing of the source reaches the browser, and no name where production needs none", async () => {
    const code = file(`
      import { key } from "./secret-module";
      const password = "hunter2"; // a private remark
      export async function save(argument) { return password + key + argument; }
      export { save as "odd name" };`);
    const { code: output, map } = await compile(code, { environment: "client" });
    expect(output).not.toMatch(/hunter2|secret-module|password|key|argument|remark/);
    expect(map).toEqual({ version: 3, sources: [], names: [], mappings: "" });
    expect(output.match(/save/g)).toHaveLength(1);
    const development = await compile(code, { environment: "client", development: true });
    expect(development.code).toContain('"save")');
  });

  test("a file without a valid action is an empty module", async () => {
    const { code } = await compile(file("export const a = 1;"), { environment: "ssr" });
    expect(code).toBe("export {};\n");
  });

  test("an export called createAction does not meet the import", async () => {
    const { code } = await compile(file("export async function createAction() {}"), {
      environment: "client",
    });
    expect(code).toContain("createAction as createAction_2");
  });
});

describe("files that are left alone", () => {
  test.each([
    "export const a = 1",
    "const a = 'use server is what I say'",
    "this is { not even code",
    "'use client';\nexport const a = 1;",
  ])("%s", async (code) => {
    expect(await compile(code)).toEqual({ code, map: null, actions: [], diagnostics: [] });
  });
});

describe("syntax", () => {
  test("a syntax error is a diagnostic with its place", async () => {
    const { diagnostics, actions } = await compile(
      file("export async function save() {\n  return 1 +;\n}"),
    );
    expect(actions).toEqual([]);
    expect(diagnostics).toMatchObject([
      { code: "syntax-error", file: "a/page.tsx", line: 3, column: 13 },
    ]);
  });

  test.each(["(", "[", "{a:", "`${", "a=>", "<a>", "() => {"])(
    "%s nested a hundred thousand times is a diagnostic",
    async (piece) => {
      const { diagnostics } = await compile(file(`const x = ${piece.repeat(100_000)}`));
      expect(diagnostics.map(({ code }) => code)).toEqual(["syntax-error"]);
    },
  );

  test.each(["+ a", ".a", "()", "?.a", "&& a"])(
    "a chain of %s ten thousand long ends well",
    async (link) => {
      const { diagnostics } = await compile(file(`const x = a${link.repeat(10_000)};`));
      expect(diagnostics.length).toBeLessThanOrEqual(1);
    },
  );

  test("a script of typescript may assert types with angle brackets", async () => {
    const { diagnostics } = await compile(file("export const save = <Save>(async () => 1);"), {
      filename: "/app/a.mts",
    });
    expect(diagnostics).toEqual([]);
  });
});

describe("source maps", () => {
  test("every word of a moved body leads back to itself", async () => {
    const source = `export function Page({ user }) {
  const alpha = 1;
  return <form action={async (beta) => {
    "use server";
    const gamma = beta + alpha;
    throw new Error("delta");
  }} other={async () => { "use server"; return omega(); }} />;
}
`;
    const { code, map } = await compile(source);
    for (const word of ["gamma", "beta +", "throw", "delta", "omega", "return <form"])
      expect(original(code, map, word), word).toEqual(positionOf(source, word));
  });

  test("statements keep their place for any number of lines and actions before them", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("plain", "action", "captured"), { maxLength: 8 }),
        async (parts) => {
          const lines = parts.map((part, index) => {
            if (part === "plain") return `  mark${index}();`;
            const value = part === "captured" ? "prop.id" : "1";
            return `  const act${index} = async (x) => { "use server"; mark${index}(x, ${value}); };`;
          });
          const source = `export function Page({ prop }) {\n${lines.join("\n")}\n}\n// "use server"`;
          const { code, map } = await compile(source);
          if (map === null) return;
          for (const index of parts.keys()) {
            const word = `mark${index}`;
            expect(original(code, map, word)).toEqual(positionOf(source, word));
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

function positionOf(text: string, word: string): { line: number; column: number } {
  const before = text.slice(0, text.indexOf(word)).split("\n");
  return { line: before.length, column: before.at(-1)?.length ?? 0 };
}

function original(
  code: string,
  map: CompiledModule["map"],
  word: string,
): { line: number; column: number } {
  expect(code).toContain(word);
  if (map === null) throw new TypeError("nothing was changed");
  const { line, column } = positionOf(code, word);
  const entry = new SourceMap({
    file: "",
    sourceRoot: "",
    sourcesContent: [],
    ...map,
    version: 3,
  } as never).findEntry(line - 1, column);
  if (!("originalLine" in entry)) throw new TypeError(`${word} leads nowhere`);
  // The word itself starts a segment: nothing is guessed from where its line begins.
  expect(entry.generatedColumn, word).toBe(column);
  return { line: entry.originalLine + 1, column: entry.originalColumn };
}
