import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
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
  // Loaded on demand: a production server without such files and without a TypeScript configuration never needs Vite.
  const { loadEnv } = await import("vite");
  const { NODE_ENV: _ignored, ...found } = withoutProcess(loadEnv(mode, root, ""));
  for (const [key, value] of Object.entries(found)) env[key] ??= value;
  const texts = await Promise.all(present.map((name) => readFile(join(root, name), "utf8")));
  return present.flatMap((source, index) =>
    /^\s*(?:export\s+)?NODE_ENV\s*=/m.test(texts[index] ?? "") ? [nodeEnvProblem(source)] : [],
  );
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

/** Vite adds the variables of this process to those of the files; here only the files count. */
function withoutProcess(loaded: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(loaded).filter(([key]) => !Object.hasOwn(process.env, key)),
  );
}
