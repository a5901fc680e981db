import type MagicString from "magic-string";
import type { SourceMapObject } from "../compile-types.ts";
import type { ParsedModule } from "../parse/parse-module.ts";

/** Makes the exact source map of `edits`; `source` is the text it shows, which may hide some of the module's. */
export function mapOf(
  edits: MagicString,
  module: ParsedModule,
  source: string = module.file.code,
): SourceMapObject {
  const map = edits.generateMap({ source: module.file.filename, hires: "boundary" });
  return {
    version: map.version,
    sources: map.sources,
    names: map.names,
    mappings: map.mappings,
    sourcesContent: [source],
  };
}
