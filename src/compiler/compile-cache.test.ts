import { expect, test } from "vitest";
import { CompileCache, compileModule, type CompileInput } from "./index.ts";

const code = `"use server";\nexport async function save() {}\n`;

function inputOf(given: Partial<CompileInput>): CompileInput {
  return { code, filename: "/app/a.ts", root: "/app", environment: "server", ...given };
}

test("a second environment gets what the first compile made, equal to a compile of its own", async () => {
  const cache = new CompileCache();
  for (const environment of ["server", "ssr", "client"] as const) {
    const made = await compileModule(inputOf({ environment, cache }));
    expect(made).toEqual(await compileModule(inputOf({ environment })));
    expect(await compileModule(inputOf({ environment, cache }))).toBe(made);
  }
});

test("another text under the same name is compiled anew", async () => {
  const cache = new CompileCache();
  await compileModule(inputOf({ cache }));
  const changed = await compileModule(inputOf({ cache, code: code.replace("save", "store") }));
  expect(changed.actions.map(({ name }) => name)).toEqual(["store"]);
});

test("a module whose exports other modules decide is never remembered", async () => {
  const cache = new CompileCache();
  const sources = ["export async function save() {}", "export const save = 1;"];
  const compile = (): Promise<string[]> =>
    compileModule(
      inputOf({
        cache,
        code: `"use server";\nexport { save } from "./b";\n`,
        resolve: async () => ({ filename: "/app/b.ts", code: sources.shift() ?? "" }),
      }),
    ).then(({ diagnostics }) => diagnostics.map((each) => each.code));
  expect(await compile()).toEqual([]);
  expect(await compile()).toEqual(["invalid-use-server-value"]);
});

test("a file in which there is nothing to compile is read once, too", async () => {
  const cache = new CompileCache();
  const client = `"use client";\nexport const Page = () => null;\n`;
  const first = await compileModule(inputOf({ cache, code: client }));
  expect(first).toMatchObject({ code: client, map: null });
  expect(await compileModule(inputOf({ cache, code: client }))).toBe(first);
});
