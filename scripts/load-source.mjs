// @ts-check
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

/**
 * Loads a module of the source as the tests do: without a build.
 * @template T what it exports, `typeof import("../src/…")`
 * @param {string} file below the package's folder
 * @returns {Promise<T>}
 */
export async function loadSource(file) {
  const path = fileURLToPath(new URL(`../${file}`, import.meta.url));
  /** @type {{ module: T }} */
  const { module } = await runnerImport(path, { configFile: false, logLevel: "error" });
  return module;
}
