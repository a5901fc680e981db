import { rm } from "node:fs/promises";
import { parseSync } from "oxc-parser";
import { afterAll, describe, expect, test } from "vitest";
import {
  compileFixture,
  fixtureCalls,
  fixtureFile,
  fixtureNames,
  modulesBeside,
} from "./compile-fixture.ts";
import { moduleFolder, runModule } from "./run-module.ts";

const names = await fixtureNames();
const folder = await moduleFolder();

afterAll(() => rm(folder, { recursive: true }));

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

/** The language itself refuses to link these. */
const neverLoads = new Set(["modules-that-re-export-each-other-end"]);

/** Fixtures that can run: where an error is found nothing is promised. */
const runnable = await Promise.all(
  names.map(async (name) => {
    const { diagnostics } = await compileFixture(name, "server");
    // What cannot be sent can still be called where it is.
    const isBroken = diagnostics.some(
      ({ severity, code }) => severity === "error" && code !== "capture-not-serializable",
    );
    return isBroken || neverLoads.has(name) ? [] : [name];
  }),
);

describe.each(runnable.flat())("run: %s", (name) => {
  test("does what was written, and each of its actions is called", async () => {
    const { source, code, actions } = await compileFixture(name, "server");
    const client = await compileFixture(name, "client");
    const beside = await modulesBeside(name);
    const calls = await fixtureCalls(name);
    const before = await runModule(folder, { mode: "original", main: source, beside });
    const after = await runModule(folder, {
      mode: "compiled",
      main: code,
      beside,
      client: client.code,
    });
    const stubs = isActionFile(source) ? after.clientExports : after.exports;
    for (const call of calls) {
      const { arguments: args, action, ...expected } = call;
      expect(await outcome(before.exports[action], args), `${action} as written`).toEqual(expected);
      expect(await outcome(stubs[action], args), `${action} compiled`).toEqual(expected);
    }
    const seen = await observe(after.exports);
    if (name === "member-paths-are-captured-and-not-their-objects")
      expect((seen as unknown[])[1]).toEqual([
        undefined,
        { post: { id: 3 } },
        { id: 7 },
        { name: "n" },
      ]);
    else expect(seen).toEqual(await observe(before.exports));
    expect(after.calledIds().toSorted()).toEqual(actions.map(({ id }) => id).toSorted());
  });
});

function isActionFile(source: string): boolean {
  return /^\s*["']use server["']/m.test(source.split(/\bimport\b|\bexport\b/)[0] ?? "");
}

async function observe(module: Readonly<Record<string, unknown>>): Promise<unknown> {
  const { observe: run } = module;
  return typeof run === "function" ? (run() as unknown) : undefined;
}

/** Calls `action` and says what came of it, as `calls.json` does. */
async function outcome(action: unknown, args: readonly unknown[]): Promise<unknown> {
  if (typeof action !== "function") throw new TypeError("it is not a function");
  try {
    const gives: unknown = await action(...args);
    if (typeof gives !== "object" || gives === null || !(Symbol.asyncIterator in gives))
      return gives === undefined ? {} : { gives };
    const parts: unknown[] = [];
    for await (const part of gives as AsyncIterable<unknown>) parts.push(part);
    return { gives: parts };
  } catch (error) {
    return { throws: error instanceof Error ? error.message : error };
  }
}

function errorsOf(code: string): string[] {
  return parseSync("output.tsx", code).errors.map(({ message }) => message);
}
