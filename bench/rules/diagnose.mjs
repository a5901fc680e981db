import { check } from "../../dist/cli/commands/check.js";
import { createTerminal } from "../../dist/cli/terminal.js";

/**
 * Gives every diagnostic of the app in `folder`, as `edict check --format json` prints them.
 * @param {string} folder absolute
 * @returns {Promise<{ code: string, severity: "error" | "warning", file: string, line: number, message: string }[]>}
 */
export async function diagnose(folder) {
  let printed = "";
  let reported = "";
  const terminal = createTerminal(
    { write: (/** @type {string} */ text) => (printed += text) },
    { write: (/** @type {string} */ text) => (reported += text) },
    { NO_COLOR: "1" },
  );
  await check(
    { dir: folder, format: "json", fix: false },
    {
      cwd: folder,
      env: {},
      terminal,
      packageRoot: folder,
      // Many apps are checked in one process: it stays where it is.
      changeDirectory: () => {},
      onStray: () => {},
      untilStopped: () => new Promise(() => {}),
    },
  );
  if (printed === "") throw new Error(`${folder} could not be checked: ${reported}`);
  return JSON.parse(printed);
}
