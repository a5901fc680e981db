/**
 * A plugin as ESLint's flat configuration and oxlint's `jsPlugins` take one. The shapes are written out here, so that
 * the package needs neither of the two.
 */
export interface LintPlugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  /** One rule per diagnostic code, e.g. `invalid-use-server-value`. */
  readonly rules: Record<string, LintRule>;
  readonly configs: {
    /** Every rule, with the severity that the catalogue gives its code. */
    readonly recommended: LintConfig;
  };
}

/** A configuration object of ESLint's flat configuration. */
export interface LintConfig {
  readonly name: string;
  readonly plugins: Record<string, LintPlugin>;
  /** E.g. `{ "edict/invalid-use-server-value": "error" }`. */
  readonly rules: Record<string, "error" | "warn">;
}

/** A rule of ESLint. */
export interface LintRule {
  readonly meta: {
    readonly type: "problem" | "suggestion";
    readonly docs: {
      readonly description: string;
      readonly url: string;
      readonly recommended: boolean;
    };
    readonly fixable: "code";
    readonly schema: [];
  };
  /** Takes a `LintContext`; a context of another language, e.g. of CSS, gets no visitor. */
  readonly create: (context: unknown) => { Program?: () => void };
}

/** The part of a rule's context that is used. */
export interface LintContext {
  /** Absolute, or a name in angle brackets for a text without a file. */
  readonly filename: string;
  readonly cwd: string;
  readonly sourceCode: LintedText;
  readonly report: (problem: LintProblem) => void;
}

/** The part of a `SourceCode` that is used. */
export interface LintedText {
  /** Without a byte order mark. */
  readonly text: string;
  readonly getLocFromIndex: (offset: number) => LintPosition;
}

/** A place; lines count from 1, columns from 0. */
export interface LintPosition {
  line: number;
  column: number;
}

/** What a rule reports. */
export interface LintProblem {
  readonly message: string;
  readonly loc: { readonly start: LintPosition; readonly end: LintPosition };
  readonly fix: ((fixer: LintFixer) => LintFix[]) | null;
}

/** The part of a fixer that is used. */
export interface LintFixer {
  readonly replaceTextRange: (range: [number, number], text: string) => LintFix;
}

/** A change of a text, made by a fixer. */
export interface LintFix {
  range: [number, number];
  text: string;
}
