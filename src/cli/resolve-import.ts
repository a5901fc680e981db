import { readFile } from "node:fs/promises";
import { isAbsolute } from "node:path";
import type { CompileInput } from "../compiler/index.ts";

/** Makes the function by which the compiler follows re-exports, the way the build resolves them; Vite is started when the first is asked for. */
export function createImportResolver(root: string): NonNullable<CompileInput["resolve"]> {
  const resolver: { ready?: Promise<ResolveImport> } = {};
  return async (specifier, importer) => {
    resolver.ready ??= startResolver(root);
    const id = await (await resolver.ready)(specifier, importer);
    const filename = id?.split("?")[0];
    if (filename === undefined || !isAbsolute(filename) || filename.includes("/node_modules/"))
      return undefined;
    return { filename, code: await readFile(filename, "utf8") };
  };
}

type ResolveImport = (specifier: string, importer: string) => Promise<string | undefined>;

async function startResolver(root: string): Promise<ResolveImport> {
  const { createBuilder, createIdResolver } = await import("vite");
  const builder = await createBuilder({
    root,
    logLevel: "silent",
    resolve: { tsconfigPaths: true },
  });
  const environment = builder.environments["client"];
  if (environment === undefined) throw new Error("Vite has no environment to resolve imports in");
  const resolve = createIdResolver(builder.config);
  return (specifier, importer) => resolve(environment, specifier, importer);
}
