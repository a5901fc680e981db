import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { compileModule, type CompiledModule, type CompileInput } from "../../src/compiler/index.ts";
import { compilerCatalogue, type RuleSettings } from "../../src/errors/index.ts";

const folder = new URL("../fixtures/compiler/", import.meta.url);

/** Lists the fixtures: folders named as sentences. */
export async function fixtureNames(): Promise<string[]> {
  return (await readdir(folder)).toSorted();
}

/** Returns the path of a file of a fixture. */
export function fixtureFile(name: string, file: string): string {
  return fileURLToPath(new URL(`${name}/${file}`, folder));
}

/** Compiles a fixture; its modules resolve to the files beside its input. */
export async function compileFixture(
  name: string,
  environment: CompileInput["environment"],
): Promise<CompiledModule & { readonly source: string }> {
  const source = await readFile(fixtureFile(name, "input.tsx"), "utf8");
  const compiled = await compileModule({
    code: source,
    filename: "/app/input.tsx",
    root: "/app",
    environment,
    docsUrl: "/errors",
    rules: await fixtureRules(name),
    resolve: async (specifier) => {
      const code = await readOptional(fixtureFile(name, `${specifier}.ts`));
      return code === undefined ? undefined : { filename: `/app/${specifier}.ts`, code };
    },
  });
  return { ...compiled, source };
}

/**
 * Warnings are about what code does, not about how it compiles. What is refused by default, and still compiles, is
 * shown with its rule off, in `rules.json`.
 */
async function fixtureRules(name: string): Promise<RuleSettings> {
  const text = await readOptional(fixtureFile(name, "rules.json"));
  const own = text === undefined ? {} : (JSON.parse(text) as RuleSettings); // the fixtures are ours
  const warnings = Object.entries(compilerCatalogue)
    .filter(([, { severity }]) => severity === "warning")
    .map(([code]) => [code, "off"]);
  return { ...(Object.fromEntries(warnings) as RuleSettings), ...own }; // pairs of a code and "off"
}

/** One call of an action, and what it must come to. */
export interface FixtureCall {
  /** Exported name. */
  readonly action: string;
  readonly arguments: readonly unknown[];
  /** The result; of an async generator, a list of what it yields. */
  readonly gives?: unknown;
  /** The message of what it throws. */
  readonly throws?: string;
}

/** Reads what calling the actions of a fixture must give, from its `calls.json`. */
export async function fixtureCalls(name: string): Promise<readonly FixtureCall[]> {
  const text = await readOptional(fixtureFile(name, "calls.json"));
  return text === undefined ? [] : (JSON.parse(text) as FixtureCall[]); // the fixtures are ours
}

/** Reads the modules beside a fixture's input, by name without ending. */
export async function modulesBeside(name: string): Promise<Record<string, string>> {
  const files = (await readdir(fixtureFile(name, ""))).filter((file) => file.endsWith(".ts"));
  const texts = files.map(async (file) => [
    file.replace(/\.ts$/, ""),
    await readFile(fixtureFile(name, file), "utf8"),
  ]);
  return Object.fromEntries(await Promise.all(texts)) as Record<string, string>; // pairs of two strings
}

/** A module that a fixture imports without showing it is unknown to it, as a package is. */
async function readOptional(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
