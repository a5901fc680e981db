import type MagicString from "magic-string";
import type { SourceMapObject } from "../compile-types.ts";
import type { ParsedModule } from "../parse/parse-module.ts";

/** Makes the exact source map of `edits`. */
export function mapOf(
  edits: MagicString,
  module: ParsedModule,
  options: { readonly withSource: boolean },
): SourceMapObject {
  const map = edits.generateMap({ source: module.file.filename, hires: "boundary" });
  return {
    version: map.version,
    sources: map.sources,
    names: map.names,
    mappings: map.mappings,
    ...(options.withSource ? { sourcesContent: [module.file.code] } : {}),
  };
}
