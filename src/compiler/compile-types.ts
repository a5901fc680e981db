import type { Diagnostic, RuleSettings } from "../errors/index.ts";
import type { ActionId, ActionSettings } from "../protocol/index.ts";
import type { CompileCache } from "./compile-cache.ts";

/** Where the code will run: `server` is the graph with the `react-server` condition, `ssr` renders HTML, `client` is the browser. */
export type CompileEnvironment = "server" | "ssr" | "client";

/** Input of `compileModule`. */
export interface CompileInput {
  /** The original source: TypeScript and JSX are welcome. */
  readonly code: string;
  /** Absolute path. */
  readonly filename: string;
  readonly environment: CompileEnvironment;
  /** The app's root, absolute; paths in ids and diagnostics are relative to it. Default: the file's folder. */
  readonly root?: string;
  /** Secret of the ids. Default: a constant, for tools that need no stable endpoint. */
  readonly idSecret?: string;
  /** Development keeps names in client stubs. Default: false. */
  readonly development?: boolean;
  /** Base address of diagnostics' pages. */
  readonly docsUrl?: string;
  /** Severities of codes where they are not the catalogue's. */
  readonly rules?: RuleSettings;
  /** Remembers what files compiled to, for the next environment that asks; one for each set of the settings above. */
  readonly cache?: CompileCache;
  /**
   * Tells which actions are endpoints. On the server the others stay plain functions, so that a bundler drops those
   * that nothing uses. Default: all are.
   */
  readonly isEndpoint?: (id: ActionId) => boolean;
  /** Resolves `specifier` as imported by `importer` to the source of that module, for `export *` and re-exports. */
  readonly resolve?: (
    specifier: string,
    importer: string,
  ) => Promise<{ readonly filename: string; readonly code: string } | undefined>;
}

/** One action of a module. */
export interface CompiledAction {
  readonly id: ActionId;
  /** Export name (`default` for the default export); enclosing functions' path for an inline action, e.g. `Page.save`. */
  readonly name: string;
  readonly kind: "module" | "inline";
  /** Captured variables and member paths, e.g. `["user.id"]`. */
  readonly captures: readonly string[];
  /** Line of the function in the source, from 1. */
  readonly line: number;
  /** Name under which the server output exports it. */
  readonly exportName: string;
  /** What it sets for itself with `configure`; absent when nothing. */
  readonly settings?: ActionSettings;
  /** Only running its module shows whether it is a function: it is what a call gave, or a member. */
  readonly unproven?: true;
}

/** Output of `compileModule`. `code` equals the input and `map` is null where nothing had to change. */
export interface CompiledModule {
  readonly code: string;
  /** Source map (version 3) as an object; null when `code` is the input. */
  readonly map: SourceMapObject | null;
  readonly actions: readonly CompiledAction[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A source map, version 3. */
export interface SourceMapObject {
  readonly version: number;
  readonly sources: string[];
  readonly sourcesContent?: (string | null)[];
  readonly names: string[];
  readonly mappings: string;
  readonly file?: string;
}
