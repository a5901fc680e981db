import {
  CompileCache,
  type CompiledAction,
  type ModuleFacts,
  type PreparedFile,
} from "../../compiler/index.ts";

/** What the check of an app leaves for its build: each file is read once for both. */
export interface PreparedApp {
  readonly idSecret: string;
  readonly cache: CompileCache;
  /** By absolute path. */
  readonly files: Map<string, KnownFile>;
}

/** What is known of a file that was read. */
export interface KnownFile {
  /** The text that it was read from. */
  readonly code: string;
  readonly facts: ModuleFacts;
  /** None where other modules are needed to know them. */
  readonly actions: readonly CompiledAction[];
}

/** Makes an empty one, to be filled by `checkFiles`. */
export function createPreparedApp(idSecret: string): PreparedApp {
  return { idSecret, cache: new CompileCache(), files: new Map() };
}

/** Takes what was read of the file `filename`, absolute. */
export function takePrepared(
  app: PreparedApp,
  filename: string,
  { analysis: { code }, facts, compiled }: PreparedFile,
): void {
  const actions = compiled?.server.actions ?? [];
  if (facts !== undefined) app.files.set(filename, { code, facts, actions });
  if (compiled !== undefined) app.cache.keep({ filename, code }, compiled);
}
