import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { LoadedConfig } from "../config/index.ts";
import type { FileFinding } from "../vite/check/index.ts";

/**
 * Gives what is wrong with the keys of an app's configuration file its code and its place there. The file is read
 * again on each call, but not run again: where it was changed since `before`, what had a fix then is mended.
 */
export async function configFindings(
  root: string,
  { config, file, problems }: LoadedConfig,
  before: readonly FileFinding[] = [],
): Promise<FileFinding[]> {
  const faults = problems.flatMap(({ code, source, ...problem }) =>
    code === undefined || source !== file ? [] : [{ ...problem, code }],
  );
  if (file === undefined || faults.length === 0) return [];
  // A configuration without mistakes is not parsed.
  const { checkConfig } = await import("../compiler/index.ts");
  const source = await readFile(join(root, file), "utf8");
  const mended = new Set(
    before
      .filter((finding) => finding.source !== source && finding.diagnostic.fix !== undefined)
      .map(({ diagnostic }) => diagnostic.code),
  );
  const diagnostics = checkConfig({
    root,
    file: join(root, file),
    code: source,
    problems: faults.filter(({ code }) => !mended.has(code)),
    rules: config.rules,
    ...(config.docsUrl === undefined ? {} : { docsUrl: config.docsUrl }),
  });
  return diagnostics.map((diagnostic) => ({ diagnostic, source }));
}
