// @ts-check
// Lists what is there to show of each diagnostic: wrong and right code on its page and among the cases of the tests.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {{ wrong: string[], right: string[] }} Examples where each stands, relative to the repository
 * @typedef {{ filename: string, code: string }} SourceText
 */

/**
 * Lists the examples of every code, by code. `root` is the repository.
 * @param {string} root
 * @returns {Map<string, Examples>}
 */
export function listExamples(root) {
  /** @type {Map<string, Examples>} */
  const found = new Map();
  /** @param {string} code @param {keyof Examples} kind @param {string} place */
  const add = (code, kind, place) => {
    const examples = found.get(code) ?? { wrong: [], right: [] };
    found.set(code, examples);
    if (!examples[kind].includes(place)) examples[kind].push(place);
  };
  for (const name of readdirSync(join(root, "docs/errors"))) {
    const text = readFileSync(join(root, "docs/errors", name), "utf8");
    const code = name.replace(/\.mdx$/, "");
    for (const [kind, section] of /** @type {const} */ ([
      ["wrong", "Wrong"],
      ["right", "Right"],
    ]))
      for (const [index] of examplesOnPage(text, section).entries())
        add(code, kind, `docs/errors/${name}#${index + 1}`);
  }
  for (const folder of folders(root, "test/fixtures/compiler"))
    for (const code of codesIn(root, `${folder}/diagnostics.json`)) add(code, "wrong", folder);
  for (const folder of folders(root, "test/fixtures/mistakes"))
    for (const code of codesIn(root, `${folder}/expected.json`)) {
      add(code, "wrong", `${folder}/wrong`);
      if (existsSync(join(root, folder, "right"))) add(code, "right", `${folder}/right`);
    }
  for (const folder of folders(root, "bench/rules/corpus/wrong"))
    for (const code of codesIn(root, `${folder}/expected.json`)) add(code, "wrong", folder);
  for (const folder of folders(root, "bench/rules/corpus/right"))
    for (const code of readJson(root, `${folder}/near.json`)) add(code, "right", folder);
  return found;
}

/**
 * Returns the sources in a section of a page.
 * @param {string} text
 * @param {string} section
 * @returns {SourceText[]}
 */
export function examplesOnPage(text, section) {
  const body = text.split(/^## /m).find((part) => part.startsWith(`${section}\n`)) ?? "";
  return [...body.matchAll(/^```[a-z]+ filename="([^"]+)"\n([\s\S]*?)^```$/gm)].map(
    ([, filename = "", code = ""]) => ({ filename, code }),
  );
}

/** @param {string} root @param {string} folder */
function folders(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${folder}/${name}`)
    .toSorted();
}

/** @param {string} root @param {string} file @returns {string[]} */
function codesIn(root, file) {
  return readJson(root, file).map(({ code }) => code);
}

/** @param {string} root @param {string} file */
function readJson(root, file) {
  const path = join(root, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : [];
}
