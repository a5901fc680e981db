// @ts-check
import { spawnSync } from "node:child_process";

/**
 * Formats a generated document as the formatter will want it, so that the two never disagree.
 * @param {string} root of the repository, without a final slash
 * @param {string} name of the document, which says what it is
 * @param {string} text
 * @returns {string}
 */
export function formatDocument(root, name, text) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`${root}/node_modules/oxfmt/bin/oxfmt`, `--stdin-filepath=${name}`],
    { input: text, encoding: "utf8", cwd: root },
  );
  if (status !== 0) throw new Error(`oxfmt failed: ${stderr}`);
  return stdout;
}
