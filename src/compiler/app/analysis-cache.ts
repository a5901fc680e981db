import type { FileAnalysis } from "./analyse-file.ts";

/** What is known of each file of an app, by absolute path: a file whose text is the same is not read again. */
export interface AnalysisCache {
  readonly files: Map<string, FileAnalysis>;
}

/** Makes an empty cache, to be handed to every check of one app. */
export function createAnalysisCache(): AnalysisCache {
  return { files: new Map() };
}
