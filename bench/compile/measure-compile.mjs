// Compares `compileModule` with a bare parse of the same text.
import { parseSync } from "oxc-parser";
import { CompileCache, compileModule } from "../../dist/compiler/index.js";

/** @typedef {{ path: string, code: string }} SourceText */

/** @param {SourceText[]} sources */
function parseAll(sources) {
  for (const { path, code } of sources) {
    const { program } = parseSync(path, code, {
      lang: "ts",
      sourceType: "module",
      astType: "ts",
      preserveParens: false,
    });
    // The tree is made when it is asked for.
    if (program.body.length === 0) throw new Error(`${path} is empty`);
  }
}

/** @param {SourceText[]} sources */
async function compileAll(sources) {
  // One for all environments, as in a build.
  const cache = new CompileCache();
  for (const environment of /** @type {const} */ (["server", "client"]))
    for (const { path, code } of sources) {
      const input = { code, filename: `/app/${path}`, root: "/app", idSecret: "bench" };
      const made = await compileModule({ ...input, environment, cache });
      const errors = made.diagnostics.filter(({ severity }) => severity === "error");
      if (made.actions.length !== 5 || made.map === null || errors.length > 0)
        throw new Error(`${path} was not compiled: ${JSON.stringify(errors)}`);
    }
}

/** @param {() => unknown} work */
async function millisecondsOf(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/**
 * Gives milliseconds per file, for each round; one round before them warms up.
 * @param {SourceText[]} sources
 * @param {number} rounds
 * @returns {Promise<{ parse: number, compile: number }[]>}
 */
export async function measureCompile(sources, rounds) {
  const measured = [];
  for (let round = 0; round <= rounds; round += 1)
    measured.push({
      parse: (await millisecondsOf(() => parseAll(sources))) / sources.length,
      compile: (await millisecondsOf(() => compileAll(sources))) / sources.length,
    });
  return measured.slice(1);
}
