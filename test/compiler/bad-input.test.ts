import { describe, expect, test } from "vitest";
import {
  compileModule,
  type CompiledModule,
  type CompileEnvironment,
  type CompileInput,
} from "../../src/compiler/index.ts";

const environments: readonly CompileEnvironment[] = ["server", "ssr", "client"];

function compile(code: string, options: Partial<CompileInput> = {}): Promise<CompiledModule> {
  return compileModule({
    code,
    filename: "/app/actions.tsx",
    root: "/app",
    environment: "server",
    ...options,
  });
}

/** Compiles for all environments, which must agree, and returns what is wrong as `code line:column`. */
async function findingsOf(code: string, options: Partial<CompileInput> = {}): Promise<string[]> {
  const made = await Promise.all(
    environments.map((environment) => compile(code, { ...options, environment })),
  );
  const [first, ...others] = made.map(({ diagnostics }) =>
    diagnostics.map((each) => `${each.code} ${each.line}:${each.column}`),
  );
  for (const other of others) expect(other).toEqual(first);
  for (const { message } of made.flatMap(({ diagnostics }) => diagnostics))
    expect(message).not.toMatch(/\bat .+:\d+:\d+|node_modules/);
  return first ?? [];
}

const save = "export async function save(a) {\n  return a;\n}\n";
const file = (text: string): string => `"use server";\n${text}`;

describe("text that is no module", () => {
  test.each([
    ["an open brace", "export async function save() {", "2:31"],
    ["a stray bracket", `${save})`, "5:1"],
    ["an open string", 'export const a = "', "2:18"],
    ["an open template", "export const a = `${", "2:21"],
    ["an open comment", "/* never closed", "2:1"],
    ["an open element", "const a = <p>text", "2:14"],
    ["a word too many", "export async functon save() {}", "2:14"],
    ["null characters", "export \0 const a = 1;", "2:8"],
    ["a return outside a function", "return 1;", "2:1"],
    ["a merge conflict", "<<<<<<< HEAD\nconst a = 1;\n=======\n", "2:1"],
    ["a text that is no code", "Dear Sir or Madam, (yours) {truly", "2:5"],
  ])("%s is a diagnostic with its place", async (_name, text, place) => {
    expect((await findingsOf(file(text)))[0]).toBe(`syntax-error ${place}`);
  });

  test("a file that is empty, or holds only its directive, is fine", async () => {
    expect(await findingsOf("")).toEqual([]);
    for (const text of ['"use server"', '"use server";', "'use server'\n\n// nothing"]) {
      expect(await findingsOf(text)).toEqual([]);
      const { code, actions } = await compile(text, { environment: "client" });
      expect([code, actions]).toEqual(["export {};\n", []]);
    }
  });
});

describe("characters", () => {
  test("a byte order mark and carriage returns move no column", async () => {
    const text = `\uFEFF"use server";\r\nexport const a = 1;\r\n${save.replaceAll("\n", "\r\n")}`;
    expect(await findingsOf(text)).toEqual(["invalid-use-server-value 2:14"]);
    const { code } = await compile(text);
    expect(code.startsWith("\uFEFF")).toBe(true);
    expect(code).toContain("return a;\r\n}");
    expect(await findingsOf('\uFEFF"use server"; export const a = 1;')).toEqual([
      "invalid-use-server-value 1:28",
    ]);
  });

  test("old line breaks and those of other scripts count as the language has them", async () => {
    expect(await findingsOf(`"use server";\rexport const a = 1;\r`)).toEqual([
      "invalid-use-server-value 2:14",
    ]);
    expect(await findingsOf(file(`// a\u2028${save}`))).toEqual([]);
  });

  test("half of a surrogate pair, and what stands for bytes that are no text, stay where they are", async () => {
    for (const odd of ["\uD83D", "\uDE00", "\uFFFD", "\u{1F600}"]) {
      const text = file(`const odd = "${odd}"; // ${odd}\n${save}export const b = 1;`);
      expect(await findingsOf(text)).toEqual(["invalid-use-server-value 6:14"]);
      const { code } = await compile(text);
      expect(code).toContain(`const odd = "${odd}"; // ${odd}\n`);
    }
    expect((await findingsOf(file("\uFFFD\uFFFD\u0000\u0001 PNG")))[0]).toMatch(/^syntax-error /);
  });

  test("inline actions move whole beside such characters", async () => {
    const text = `export function Page({ a }) {\n  const odd = "\uD83D \u{1F600}";\n  return async (b) => { "use server"; return [a, b, "\uDE00"]; };\n}\n`;
    const { code, diagnostics } = await compile(text);
    expect(diagnostics).toEqual([]);
    expect(code).toContain(`const odd = "\uD83D \u{1F600}";`);
    expect(code).toMatch(/b\) +\{ +return \[\$\$a, b, "\uDE00"\]; \}/);
  });

  test("a hashbang stays the first line", async () => {
    const { code } = await compile(`#!/usr/bin/env node\n"use server";\n${save}`);
    expect(code.split("\n")[0]).toBe("#!/usr/bin/env node");
    const page = `#!/usr/bin/env node\nexport const f = () => async () => { "use server"; };`;
    expect((await compile(page)).code.split("\n").slice(0, 2)).toEqual([
      "#!/usr/bin/env node",
      expect.stringMatching(/^import \{ registerAction/),
    ]);
  });
});

describe("endings of file names", () => {
  const cast = file("export const save = <Save>(async () => 1);");
  const generic = file("export const save = async <T>(a: T) => a;");
  const element = file("export async function save() { return <p>saved</p>; }");
  const typed = file("export async function save(a: string) { return a; }");
  test.each([
    ["ts", [cast, generic, typed], [element]],
    ["mts", [cast, generic, typed], [element]],
    ["cts", [cast, generic, typed], [element]],
    ["ts?v=3", [cast, generic, typed], [element]],
    ["tsx", [typed, element], [cast]],
    ["js", [element], [cast, typed]],
    ["jsx", [element], [cast, typed]],
    ["mjs", [element], [typed]],
    ["cjs", [element], [typed]],
    ["vue?type=script", [typed, element], []],
  ])(".%s takes what it may hold", async (ending, right, wrong) => {
    const filename = `/app/actions.${ending}`;
    for (const text of right) expect(await findingsOf(text, { filename })).toEqual([]);
    for (const text of wrong)
      expect((await findingsOf(text, { filename }))[0]).toMatch(/^syntax-error /);
  });
});

describe("other modules", () => {
  const modules =
    (files: Record<string, string>): NonNullable<CompileInput["resolve"]> =>
    async (specifier) => {
      const code = files[specifier];
      return code === undefined ? undefined : { filename: `/app/${specifier}.ts`, code };
    };

  test("files that re-export each other, and themselves, end", async () => {
    const resolve = modules({
      a: `export * from "b"; export * from "a"; export async function one() {}`,
      b: `export * from "a"; export { missing } from "b"; export { two } from "a"; export async function two() {}`,
    });
    const { actions, diagnostics } = await compile(file(`export * from "a"; export * from "b";`), {
      resolve,
    });
    expect(diagnostics).toEqual([]);
    expect(actions.map(({ name }) => name).toSorted()).toEqual(["missing", "one", "two"]);
  });

  test("lists that hand on each other's lists are read once each", async () => {
    let asked = 0;
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [
        `m${n}`,
        `export * from "m${n + 1}"; export * from "m${n + 2}";`,
      ]),
    );
    const found = modules({
      ...files,
      m40: "export async function last() {}",
      m41: "export async function other() {}",
    });
    const { actions } = await compile(file(`export * from "m0"; export { none } from "m0";`), {
      resolve: (specifier, importer) => {
        asked += 1;
        return found(specifier, importer);
      },
    });
    expect(actions.map(({ name }) => name).toSorted()).toEqual(["last", "none", "other"]);
    expect(asked).toBeLessThanOrEqual(82);
  });

  test("a module that cannot be found is refused where all of it is exported, and checked later where one name is", async () => {
    const resolve = modules({ deep: `export * from "gone";` });
    const all = await compile(file(`export * from "gone";`), { resolve });
    expect(all.diagnostics.map(({ code }) => code)).toEqual(["invalid-use-server-value"]);
    const through = await compile(file(`export * from "deep";`), { resolve });
    expect(through.diagnostics.map(({ code }) => code)).toEqual(["invalid-use-server-value"]);
    const one = await compile(file(`export { save } from "gone";`), { resolve });
    expect(one.diagnostics).toEqual([]);
    expect(one.code).toContain(`"save in actions.tsx"`);
  });

  test("a file that is deleted while it is resolved is one that cannot be read", async () => {
    const resolve = async (): Promise<never> => {
      throw Object.assign(new Error("ENOENT: no such file or directory"), { code: "ENOENT" });
    };
    const text = file(`export * from "./posts"; export { save } from "./posts";`);
    expect(await findingsOf(text, { resolve })).toEqual(["invalid-use-server-value 2:1"]);
  });

  test("a broken file is told where it is, not where it is re-exported", async () => {
    const resolve = modules({ broken: "export async function (" });
    expect(await findingsOf(file(`export { save } from "broken";`), { resolve })).toEqual([]);
    expect(await findingsOf(file(`export * from "broken";`), { resolve })).toEqual([
      "invalid-use-server-value 2:1",
    ]);
  });
});

describe("size", () => {
  const page = (index: number): string => `// page ${index}
export function Page${index}({ user, post }) {
  const held = user.id + ${index};
  async function save(form) {
    "use server";
    return [held, post.title, form];
  }
  return <form action={async (x) => { "use server"; return save(x, user.name); }}>{held}</form>;
}
`;
  const action = (index: number): string => `/** Saves ${index}. */
export async function save${index}(form, id = ${index}) {
  const title = form.get("title"); // as it was typed
  return { title, id };
}
export const other${index} = save${index};
`;
  const many = (write: (index: number) => string, count: number): string =>
    Array.from({ length: count }, (_, index) => write(index)).join("");

  /** The shortest of three times, in milliseconds. */
  async function shortest(code: string, environment: CompileEnvironment): Promise<number> {
    const times: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const start = performance.now();
      await compile(code, { environment });
      times.push(performance.now() - start);
    }
    return Math.min(...times);
  }

  test.each([
    ["inline actions", page, "server"],
    ["inline actions", page, "client"],
    [
      "exported actions",
      (index: number) => (index === 0 ? file(action(0)) : action(index)),
      "server",
    ],
    [
      "exported actions",
      (index: number) => (index === 0 ? file(action(0)) : action(index)),
      "client",
    ],
  ] as const)(
    "ten times as many %s take nowhere near a hundred times as long (%#)",
    { timeout: 60_000 },
    async (_name, write, environment) => {
      await compile(many(write, 20), { environment });
      const few = await shortest(many(write, 60), environment);
      const tenfold = await shortest(many(write, 600), environment);
      expect(tenfold / few).toBeLessThan(40);
    },
  );

  test("ten megabytes are compiled", { timeout: 60_000 }, async () => {
    const line =
      '  "a line of a file that some program wrote, e.g. of translations or fixtures",\n';
    const list = `const list = [\n${line.repeat(Math.ceil(1e7 / line.length))}];\n`;
    for (const environment of ["server", "client"] as const) {
      const { actions, diagnostics, code } = await compile(file(list + save), { environment });
      expect([actions.length, diagnostics]).toEqual([1, []]);
      expect(code.length > 1e7).toBe(environment === "server");
    }
  });

  test("ten megabytes that are no module are a diagnostic", { timeout: 60_000 }, async () => {
    for (const text of ["x ".repeat(5e6), "(".repeat(1e7), `"${"a".repeat(1e7)}`]) {
      const { diagnostics } = await compile(file(text));
      expect(diagnostics.map(({ code, line }) => `${code} ${line}`)).toEqual(["syntax-error 2"]);
    }
  });
});
