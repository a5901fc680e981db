import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const repository = fileURLToPath(new URL("../..", import.meta.url));

/**
 * @typedef {{ code: string, file: string, line: number, endLine?: number }} Expected
 * @typedef {{ path: string, name: string, side: "right" | "wrong" | "example", expected: Expected[], near: string[] }} Case
 */

/**
 * Lists the cases of the corpus and the example apps, which are right; `name` is the folder from the repository's root.
 * @returns {Case[]}
 */
export function readCases() {
  const corpus = /** @type {const} */ (["right", "wrong"]).flatMap((side) =>
    readdirSync(join(here, "corpus", side)).map((name) => {
      const path = join(here, "corpus", side, name);
      return side === "wrong"
        ? makeCase(path, side, { expected: readList(path, "expected.json") })
        : makeCase(path, side, { near: readList(path, "near.json") });
    }),
  );
  const examples = readdirSync(join(repository, "examples"))
    .map((name) => join(repository, "examples", name))
    .filter(isEdictApp)
    .map((path) => makeCase(path, "example", {}));
  return [...corpus, ...examples];
}

/**
 * @param {string} path
 * @param {Case["side"]} side
 * @param {{ expected?: Expected[], near?: string[] }} lists
 * @returns {Case}
 */
function makeCase(path, side, { expected = [], near = [] }) {
  return { path, name: relative(repository, path), side, expected, near };
}

/**
 * @param {string} path
 * @param {string} file
 */
function readList(path, file) {
  return JSON.parse(readFileSync(join(path, file), "utf8"));
}

/** @param {string} path */
function isEdictApp(path) {
  const file = join(path, "package.json");
  if (!existsSync(file)) return false;
  const { scripts = {} } = JSON.parse(readFileSync(file, "utf8"));
  return Object.values(scripts).some((script) => /\bedict (?:dev|build)\b/.test(script));
}
