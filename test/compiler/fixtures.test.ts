import { parseSync } from "oxc-parser";
import { describe, expect, test } from "vitest";
import { compileFixture, fixtureFile, fixtureNames } from "./compile-fixture.ts";
import { runModule } from "./run-module.ts";

const names = await fixtureNames();

describe.each(names)("%s", (name) => {
  test("gives this code for the server, which parses", async () => {
    const { code, map, diagnostics } = await compileFixture(name, "server");
    if (diagnostics.some(({ code: found }) => found === "syntax-error")) return;
    await expect(code).toMatchFileSnapshot(fixtureFile(name, "server.js"));
    expect(errorsOf(code)).toEqual([]);
    if (map !== null) expect(map.sourcesContent).toHaveLength(1);
  });

  test("gives this code for the browser, which parses", async () => {
    const { code, diagnostics } = await compileFixture(name, "client");
    if (diagnostics.some(({ code: found }) => found === "syntax-error")) return;
    await expect(code).toMatchFileSnapshot(fixtureFile(name, "client.js"));
    expect(errorsOf(code)).toEqual([]);
    const ssr = await compileFixture(name, "ssr");
    expect(ssr.code).toBe(code.replace("edict/runtime/client", "edict/runtime/ssr"));
  });

  test("gives the same actions and diagnostics for every environment", async () => {
    const server = await compileFixture(name, "server");
    for (const environment of ["client", "ssr"] as const) {
      const other = await compileFixture(name, environment);
      expect(other.actions).toEqual(server.actions);
      expect(other.diagnostics).toEqual(server.diagnostics);
    }
    const text = `${JSON.stringify(server.diagnostics, null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(fixtureFile(name, "diagnostics.json"));
  });

  test("leaves no directive for the next compiler", async () => {
    for (const environment of ["server", "client"] as const) {
      const { code, diagnostics } = await compileFixture(name, environment);
      if (diagnostics.some(({ code: found }) => found === "syntax-error")) return;
      expect(code).not.toMatch(/^\s*\(?["']use server["']/m);
    }
  });
});

const observed = await Promise.all(
  names.map(async (name) => {
    const { source } = await compileFixture(name, "server");
    return /export (?:async function|const) observe/.test(source) ? [name] : [];
  }),
);

describe("what a compiled page does is what was written", () => {
  test.each(observed.flat())("%s", async (name) => {
    const { source, code } = await compileFixture(name, "server");
    const before = await observe(await runModule(source, "original"));
    const after = await observe(await runModule(code, "compiled"));
    if (name.startsWith("member-paths"))
      expect(after).toEqual([(before as unknown[])[0], [undefined, { id: 3 }, 7, "n"]]);
    else expect(after).toEqual(before);
  });
});

async function observe(module: Record<string, unknown>): Promise<unknown> {
  const { observe: run } = module;
  if (typeof run !== "function") throw new TypeError("the fixture exports no observe()");
  return run() as unknown;
}

function errorsOf(code: string): string[] {
  return parseSync("output.tsx", code).errors.map(({ message }) => message);
}
