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

/** What several threads read together, each from its own copy. */
export interface SharedTask {
  readonly files: readonly AppFile[];
  readonly settings: ReadSettings;
  /** How many files were taken: the one memory of all threads. */
  readonly taken: Int32Array;
}

/** What one thread read, by the places of the files in the list. */
export type ReadShare = readonly (readonly [at: number, read: ReadFile])[];

/** What was read of one file. */
export type ReadFile = PreparedFile | { readonly analysis: FileAnalysis };

/**
 * Takes files that no other thread took, one after the other, until none is left, or so many were read: a thread that
 * starts late reads less. An empty share says that none is left.
 */
export function readShare(
  { files, settings, taken }: SharedTask,
  most: number = Number.POSITIVE_INFINITY,
): ReadShare {
  const share: [number, ReadFile][] = [];
  while (share.length < most) {
    const at = Atomics.add(taken, 0, 1);
    const file = files[at];
    if (file === undefined) break;
    share.push([at, readFor(file, settings)]);
  }
  return share;
}

/** With a secret of ids, a build follows the check. */
function readFor(file: AppFile, settings: ReadSettings): ReadFile {
  const { idSecret } = settings;
  return idSecret === undefined
    ? { analysis: analyseFile(file, settings) }
    : prepareFile(file, { ...settings, idSecret });
}
