import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { compileModule, type CompiledModule, type CompileInput } from "../../src/compiler/index.ts";

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
    resolve: async (specifier) => {
      const code = await readOptional(fixtureFile(name, `${specifier}.ts`));
      return code === undefined ? undefined : { filename: `/app/${specifier}.ts`, code };
    },
  });
  return { ...compiled, source };
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
