import type { FontPackages } from "../fonts/font-call.ts";
import type { ImportedName } from "../callees/imported-calls.ts";
import type { Range } from "../parse/syntax-tree.ts";
import type { FunctionFacts } from "./collect-effects.ts";
import type { ProxyFacts } from "./read-proxy.ts";
import type { TextSource } from "./read-text.ts";

/** What the rules of the whole app look at in one file: no syntax tree, only what they need of it. */
export interface FileFacts {
  /** Absolute. */
  readonly file: string;
  /** Relative to the app's root, with `/`. */
  readonly path: string;
  readonly directive: FileDirective | undefined;
  readonly imports: readonly ModuleImport[];
  readonly exports: ReadonlyMap<string, ExportedFact>;
  readonly stars: readonly StarFact[];
  readonly inlineActions: readonly InlineActionFact[];
  /** Something at its top was meant as a directive and is none, so that all its functions are meant to be more than they are. */
  readonly hasDirectiveMistake: boolean;
  readonly passedFunctions: readonly PassedFunction[];
  readonly stateUses: readonly ActionUse[];
  /** Calls and form actions of imported names. */
  readonly plainUses: readonly ActionUse[];
  readonly cacheNames: CacheNames;
  /** What it uses that only code of the browser has. */
  readonly browserUses: readonly BrowserUse[];
  /** Of a layout that never shows what is below it: where it says so. */
  readonly childless: Range | undefined;
  /** The texts that it exports as constants, e.g. of `Tags.posts`. */
  readonly texts: ReadonlyMap<string, string>;
  /** What its exported functions, and the methods of its exported objects, do for their callers. */
  readonly functions: ReadonlyMap<string, FunctionFacts>;
  /** It runs in the browser, and reads its data anew by itself. */
  readonly refreshes: boolean;
  /** It imports files by a pattern or by a computed name: which ones is not known. */
  readonly importsUnknown: boolean;
  /** What the calls of `next/font` need. */
  readonly fonts: readonly FontFact[];
  /** Only of `proxy.ts` and `middleware.ts`. */
  readonly proxy: ProxyFacts | undefined;
}

/** A font's file, or the packages of which one must be there. */
export type FontFact =
  | { readonly kind: "local"; readonly path: string; readonly range: Range }
  | (FontPackages & {
      readonly kind: "google";
      readonly family: string;
      readonly range: Range;
    });

/** A directive at the top of a file. */
export type FileDirective = "use server" | "use client" | "use cache";

/** One `import`, `import()` or `require()`. */
export interface ModuleImport {
  readonly specifier: string;
  /** What is used of it as a value, by its exported names; `*` is everything. Empty for an import for its effects. */
  readonly names: readonly string[] | "*";
  readonly kind: "static" | "dynamic";
  /** Nothing of it is used as a value, so that it is gone once types are stripped. */
  readonly isTypeOnly: boolean;
  /** Stands in a `try`: the app knows what to do without it. */
  readonly isTried?: true;
  /** Its names are only exported again. */
  readonly isHandedOn: boolean;
  /** The whole statement. */
  readonly range: Range;
  /** The specifier, with its quotes. */
  readonly source: Range;
}

/** What an exported name stands for, as far as its own file tells. */
export type ExportedFact =
  | {
      readonly kind: "function";
      readonly range: Range;
      readonly isAsync: boolean;
      readonly isGenerator: boolean;
      /** Its own body starts with `"use server"` or `"use cache"`. */
      readonly directive: "use server" | "use cache" | undefined;
      /** Something in its body was meant as a directive and is none. */
      readonly hasDirectiveMistake: boolean;
      readonly parameters: readonly ParameterFact[];
      /** The file itself uses it. */
      readonly isSelfUsed: boolean;
    }
  | { readonly kind: "import"; readonly range: Range; readonly from: ImportedName }
  | { readonly kind: "value"; readonly range: Range; readonly found: string }
  | { readonly kind: "runtime"; readonly range: Range; readonly isSelfUsed: boolean };

/** A parameter, as far as its use tells what it takes. */
export interface ParameterFact {
  readonly name: string | undefined;
  readonly type: "FormData" | "other" | undefined;
  /** `.get(…)`, `.getAll(…)`, `.entries()` … is called on it. */
  readonly isReadAsForm: boolean;
  readonly isRequired: boolean;
}

/** `export * from "…"`. */
export interface StarFact {
  readonly specifier: string;
  readonly range: Range;
}

/** A function with a directive of its own. */
export interface InlineActionFact {
  readonly name: string;
  /** The directive. */
  readonly range: Range;
  /** The exported function that it stands in. */
  readonly within: string | undefined;
}

/** A function that the file hands to an element or a hook. */
export interface PassedFunction {
  readonly to:
    | { readonly kind: "element"; readonly name: string }
    | { readonly kind: "component"; readonly name: string; readonly from: ImportedName }
    | { readonly kind: "hook"; readonly name: string };
  /** Name of the attribute; `children` for what stands between the tags. */
  readonly prop: string;
  /** A function of this file, or a name of another one that may be one. */
  readonly value:
    | { readonly kind: "function"; readonly name: string | undefined; readonly range: Range }
    | { readonly kind: "import"; readonly name: string; readonly from: ImportedName };
  readonly range: Range;
}

/** An imported name where an action is used. */
export interface ActionUse {
  readonly name: string;
  readonly from: ImportedName;
  readonly kind: "state" | "form" | "call";
  /** Arguments bound or given; undefined where a spread leaves their number open. */
  readonly arguments: number | undefined;
  readonly range: Range;
}

/** A use of a name that only code of the browser has. */
export interface BrowserUse {
  readonly name: string;
  readonly from: string;
  /** When it is evaluated: as the module loads, in functions of the file's own, or in exported ones, by name. */
  readonly within: "load" | "own" | readonly string[];
  readonly range: Range;
}

/** What a file says about tags and paths of the cache. */
export interface CacheNames {
  readonly calls: readonly RevalidationCall[];
  /** Tags that something cached gets. */
  readonly tags: readonly TextSource[];
  /** Of some tag nothing is known: any could be set. */
  readonly hasComputedTags: boolean;
}

/** `revalidatePath("…")`, `revalidateTag("…")` or `updateTag("…")`. */
export interface RevalidationCall {
  readonly kind: "path" | "tag";
  /** A text; of a template or a sum, what comes before its first value. */
  readonly target: string;
  readonly isBeginning: boolean;
  /** The second argument of `revalidatePath`; `unknown` where it is not written out. */
  readonly type: "page" | "layout" | "unknown" | undefined;
  readonly range: Range;
}
