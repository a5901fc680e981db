import { readFile } from "node:fs/promises";
import { compileModule, mayHoldDirective } from "edict/compiler";
import { writeActionsModule } from "./write-actions-module.mjs";

/** @param {import("./write-actions-module.mjs").PluginOptions} options @returns {import("rolldown").Plugin} */
export function edictRolldown({ environment, root, idSecret, found, buildId }) {
  return {
    name: "edict",
    resolveId(id, importer) {
      if (id === "edict/runtime/client") return this.resolve("edict/runtime/spa", importer);
      return id === "edict/actions" ? "\0edict/actions" : undefined;
    },
    load(id) {
      return id === "\0edict/actions" ? writeActionsModule({ root, found, buildId }) : undefined;
    },
    async transform(source, filename) {
      if (filename.includes("/node_modules/") || !mayHoldDirective(source)) return undefined;
      const { code, map, actions, diagnostics } = await compileModule({
        code: source,
        filename,
        environment,
        root,
        idSecret,
        resolve: async (specifier, from) => {
          const target = await this.resolve(specifier, from);
          if (target === null || target.external !== false) return undefined;
          return { filename: target.id, code: await readFile(target.id, "utf8") };
        },
      });
      if (actions.length > 0) found.set(filename, actions);
      for (const { severity, message, hint, file, line, column } of diagnostics)
        if (severity === "error") this.error(`${message} ${hint} (${file}:${line}:${column})`);
      return map === null ? undefined : { code, map: JSON.stringify(map) };
    },
  };
}
