import type { CompileEnvironment, SourceMapObject } from "../compile-types.ts";
import type { IdentifiedActions } from "../identify/identify-actions.ts";
import { freshNames } from "../parse/fresh-names.ts";
import { isBindingName } from "./is-binding-name.ts";

/** Code with its source map. */
export interface EmittedCode {
  readonly code: string;
  readonly map: SourceMapObject;
}

/** Where stubs run. */
export type StubEnvironment = Exclude<CompileEnvironment, "server">;

/** Writes a module of one stub per action. Nothing of the source gets into it but the names it exports. */
export function emitStubs(
  actions: IdentifiedActions,
  environment: StubEnvironment,
  development: boolean,
): EmittedCode {
  const names = actions.module.map(({ entry }) => entry.exported);
  const fresh = freshNames(names.join(" "));
  const create = fresh("createAction");
  const local = create === "createAction" ? create : `createAction as ${create}`;
  const lines = actions.module.map(({ entry: { exported }, id, settings }) => {
    const takesStreams = settings?.accepts?.includes("streams") || undefined;
    const given = [id, development ? exported : undefined, settings?.dispatch, takesStreams];
    const call = `/*#__PURE__*/ ${create}(${writeArguments(given)})`;
    if (development && exported === "default") return `export default ${call};`;
    if (development && isBindingName(exported)) return `export const ${exported} = ${call};`;
    // A bundler makes its names of those of variables and, for a default export, of the file's.
    const alias = fresh("$$action");
    return `const ${alias} = ${call};\nexport { ${alias} as ${exportName(exported)} };`;
  });
  const code =
    lines.length === 0
      ? "export {};\n"
      : [`import { ${local} } from "edict/runtime/${environment}";`, ...lines, ""].join("\n");
  return { code, map: emptyMap() };
}

/** Writes arguments, without those at the end that are undefined. */
function writeArguments(values: readonly (string | true | undefined)[]): string {
  const last = values.findLastIndex((value) => value !== undefined);
  return values
    .slice(0, last + 1)
    .map((value) => (value === undefined ? "undefined" : JSON.stringify(value)))
    .join(", ");
}

/** A map that leads nowhere: not even the file's name reaches the browser. */
function emptyMap(): SourceMapObject {
  return { version: 3, sources: [], names: [], mappings: "" };
}

/** Writes a name as `export { … as name }` takes it. */
export function exportName(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$\u200C\u200D]*$/u.test(name)
    ? name
    : JSON.stringify(name);
}
