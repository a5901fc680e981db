import { relative } from "node:path";

/**
 * What both plugins are told. `found` is filled by the browser's bundle with the actions of each file, and read by the server's.
 * @typedef {object} PluginOptions
 * @property {"client" | "server"} environment
 * @property {string} root absolute
 * @property {string} idSecret
 * @property {string} buildId
 * @property {Map<string, readonly import("edict/compiler").CompiledAction[]>} found by absolute path
 */

/**
 * Writes the module `edict/actions`: every action that the browser's bundle reached, loaded when it is first called.
 * @param {Pick<PluginOptions, "root" | "found" | "buildId">} options
 */
export function writeActionsModule({ root, found, buildId }) {
  const listed = [...found].flatMap(([filename, actions]) =>
    actions.map(({ exportName, ...action }) => {
      const data = JSON.stringify({ ...action, file: relative(root, filename) });
      const load = `async () => (await import(${JSON.stringify(filename)}))[${JSON.stringify(exportName)}]`;
      return `{ ...${data}, load: ${load} }`;
    }),
  );
  return `import { createActionsBuild } from "edict/runtime/actions";
export const actions = createActionsBuild({ buildId: ${JSON.stringify(buildId)}, actions: [${listed.join(", ")}] });`;
}
