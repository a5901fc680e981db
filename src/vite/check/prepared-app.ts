import { CompileCache, type ModuleFacts, type PreparedFile } from "../../compiler/index.ts";

/** What the check of an app leaves for its build: each file is read once for both. */
export interface PreparedApp {
  readonly idSecret: string;
  readonly cache: CompileCache;
  /** Facts of files by absolute path, with the text they were read from. */
  readonly facts: Map<string, { readonly code: string; readonly facts: ModuleFacts }>;
}

/** Makes an empty one, to be filled by `checkFiles`. */
export function createPreparedApp(idSecret: string): PreparedApp {
  return { idSecret, cache: new CompileCache(), facts: new Map() };
}

/** Takes what was read of the file `filename`, absolute. */
export function takePrepared(
  app: PreparedApp,
  filename: string,
  { analysis: { code }, facts, compiled }: PreparedFile,
): void {
  if (facts !== undefined) app.facts.set(filename, { code, facts });
  if (compiled !== undefined) app.cache.keep({ filename, code }, compiled);
}
