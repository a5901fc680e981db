import {
  analyseFile,
  prepareFile,
  type AnalyseSettings,
  type AppFile,
  type FileAnalysis,
  type PreparedFile,
} from "../../compiler/index.ts";

/** How files are read: with a secret of ids, they are compiled as well. */
export type ReadSettings = AnalyseSettings & { readonly idSecret?: string };

/** What a worker is started with. */
export interface WorkerTask {
  readonly files: readonly AppFile[];
  readonly settings: ReadSettings;
}

/** What was read of one file. */
export type ReadFile = PreparedFile | { readonly analysis: FileAnalysis };

/** Reads one file for a check, or for a check and the build after it. */
export function readFor(file: AppFile, settings: ReadSettings): ReadFile {
  const { idSecret } = settings;
  return idSecret === undefined
    ? { analysis: analyseFile(file, settings) }
    : prepareFile(file, { ...settings, idSecret });
}
