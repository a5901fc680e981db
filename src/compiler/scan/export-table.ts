import type { CallExpression } from "oxc-parser";
import type { Range } from "../parse/syntax-tree.ts";
import type { ParameterList } from "./describe-parameters.ts";

/** What an exported name stands for, as far as the source tells. */
export type ExportValue =
  | {
      readonly kind: "function";
      /** The function itself: two exports of one function are equal here. */
      readonly fn: Range;
      readonly isAsync: boolean;
      readonly isGenerator: boolean;
      readonly parameters: ParameterList;
      /** The `configure` call around it. */
      readonly configured?: CallExpression;
    }
  /** Cannot be an action. `found` has its article: `a string`. */
  | { readonly kind: "value"; readonly found: string; readonly fn?: true }
  /** Shows when the module loads: the result of a call, a member, a conditional. */
  | { readonly kind: "runtime"; readonly configured?: CallExpression }
  /** An export of another module; `*` is its namespace. */
  | { readonly kind: "import"; readonly specifier: string; readonly imported: string }
  /** Exists for the type checker only. */
  | { readonly kind: "type" };

/** How an export is written, for rewriting it. */
export type ExportForm =
  /** `export const a`, `export function a`; `initializer` is set where it is just another name, or configures what has another one. */
  | { readonly kind: "declaration"; readonly local: string; readonly initializer?: Range }
  /** `export default …` of a function or class declaration; `local` is its name. */
  | {
      readonly kind: "default-declaration";
      readonly statement: Range;
      readonly local: string | undefined;
    }
  | {
      readonly kind: "default-expression";
      readonly statement: Range;
      readonly expression: Range;
      readonly local: string | undefined;
      readonly initializer?: Range;
    }
  /** `export { local as exported }`. */
  | { readonly kind: "list"; readonly statement: Range; readonly local: string }
  /** `export { imported as exported } from "…"`, `export * as exported from "…"`. */
  | { readonly kind: "from"; readonly statement: Range }
  /** One name of `export * from "…"`, found by looking there. */
  | { readonly kind: "star"; readonly statement: Range };

/** One exported name. */
export interface ModuleExport {
  readonly exported: string;
  /** What a diagnostic about it marks. */
  readonly range: Range;
  readonly form: ExportForm;
  readonly value: ExportValue;
}

/** `export * from "…"`. */
export interface StarExport {
  readonly specifier: string;
  readonly statement: Range;
}

/** Everything a module exports. */
export interface ExportTable {
  readonly exports: readonly ModuleExport[];
  readonly stars: readonly StarExport[];
  /** Names that are exported as types only. */
  readonly typeNames: readonly string[];
}
