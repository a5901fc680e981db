import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { expand } from "dotenv-expand";
import type { ConfigProblem } from "./config-problem.ts";

/**
 * Completes `env` from the app's `.env`, `.env.local`, `.env.<mode>` and `.env.<mode>.local`: later files win,
 * and what is already set wins over all of them. `NODE_ENV` is never taken from a file.
 */
export async function loadEnvironment(
  root: string,
  mode: string,
  env: Record<string, string | undefined>,
): Promise<ConfigProblem[]> {
  const names = [".env", ".env.local", `.env.${mode}`, `.env.${mode}.local`];
  const present = names.filter((name) => existsSync(join(root, name)));
  if (present.length === 0) return [];
  const texts = await Promise.all(present.map((name) => readFile(join(root, name), "utf8")));
  const { NODE_ENV: _ignored, ...found } = expandAll(texts, env);
  for (const [key, value] of Object.entries(found)) env[key] ??= value;
  return present.flatMap((source, index) =>
    /^\s*(?:export\s+)?NODE_ENV\s*=/m.test(texts[index] ?? "") ? [nodeEnvProblem(source)] : [],
  );
}

/** As Vite reads them for its own, without loading Vite: a production server has no other use for it. */
function expandAll(
  texts: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const parsed: Record<string, string> = {};
  for (const text of texts) Object.assign(parsed, parseEnv(text));
  const processEnv: Record<string, string> = {};
  for (const [key, value] of Object.entries(env)) if (value !== undefined) processEnv[key] = value;
  return expand({ parsed, processEnv }).parsed ?? {};
}

function nodeEnvProblem(source: string): ConfigProblem {
  return {
    severity: "warning",
    source,
    key: "NODE_ENV",
    message:
      "NODE_ENV is not read from a file: every command sets the one that it needs. Delete the line.",
  };
}
