import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { compileModule, mayHoldDirective } from "edict/compiler";
import { writeActionsModule } from "./write-actions-module.mjs";

/** @param {import("./write-actions-module.mjs").PluginOptions} options @returns {import("esbuild").Plugin} */
export function edictEsbuild({ environment, root, idSecret, found, buildId }) {
  return {
    name: "edict",
    setup(build) {
      build.onResolve({ filter: /^edict\/runtime\/client$/ }, ({ resolveDir }) =>
        build.resolve("edict/runtime/spa", { resolveDir, kind: "import-statement" }),
      );
      build.onResolve({ filter: /^edict\/actions$/ }, () => ({
        path: "actions",
        namespace: "edict",
      }));
      build.onLoad({ filter: /^actions$/, namespace: "edict" }, () => ({
        contents: writeActionsModule({ root, found, buildId }),
        resolveDir: root,
      }));
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/ }, async ({ path: filename }) => {
        const source = await readFile(filename, "utf8");
        if (filename.includes("/node_modules/") || !mayHoldDirective(source)) return undefined;
        const compiled = await compileModule({
          code: source,
          filename,
          environment,
          root,
          idSecret,
        });
        if (compiled.actions.length > 0) found.set(filename, compiled.actions);
        const errors = compiled.diagnostics.filter(({ severity }) => severity === "error");
        const map = Buffer.from(JSON.stringify(compiled.map)).toString("base64");
        return {
          contents: `${compiled.code}\n//# sourceMappingURL=data:application/json;base64,${map}`,
          loader: /** @type {import("esbuild").Loader} */ (
            extname(filename).replace(/^\.[cm]?/, "")
          ),
          errors: errors.map(({ message, hint, file, line, column }) => ({
            text: `${message} ${hint}`,
            location: { file, line, column: column - 1 },
          })),
        };
      });
    },
  };
}
