import type { CompileEnvironment, CompiledModule, CompileInput } from "./compile-types.ts";

/** What a module compiles to, for each place where it may run. */
export type CompiledEverywhere = Readonly<Record<CompileEnvironment, CompiledModule>>;

/**
 * Keeps what modules compiled to, by file name and text, for one set of settings: a build asks for every module several
 * times, for the server, for the browser and in each round of its scans. Only results are kept, no syntax trees.
 */
export class CompileCache {
  readonly #entries = new Map<
    string,
    { readonly code: string; readonly made: CompiledEverywhere }
  >();

  /** Returns what `code` compiled to before; undefined for a new text. */
  recall({ filename, code, environment, isEndpoint }: CompileInput): CompiledModule | undefined {
    const entry = this.#entries.get(filename);
    if (entry?.code !== code) return undefined;
    // What is kept registers every action.
    const isWhole =
      isEndpoint === undefined || entry.made.server.actions.every(({ id }) => isEndpoint(id));
    return environment !== "server" || isWhole ? entry.made[environment] : undefined;
  }

  keep(
    { filename, code }: Pick<CompileInput, "filename" | "code">,
    made: CompiledEverywhere,
  ): void {
    this.#entries.set(filename, { code, made });
  }
}
