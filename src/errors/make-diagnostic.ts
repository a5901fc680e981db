import {
  compilerCatalogue,
  type DiagnosticCode,
  type DiagnosticParams,
} from "./catalogue/compiler.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** Where a finding is. Lines and columns count from 1. */
export interface DiagnosticPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** How the address of a code's page is written. */
export interface DocsAddress {
  /** Base address from the configuration. */
  readonly docsUrl?: string | undefined;
  /** The development server serves the pages itself. */
  readonly development?: boolean | undefined;
}

/** Makes the diagnostic `code` at `place`, its sentences filled from the catalogue with `params`. */
export function makeDiagnostic<C extends DiagnosticCode>(
  code: C,
  params: DiagnosticParams[C],
  place: DiagnosticPlace,
  address: DocsAddress = {},
): Diagnostic {
  const entry = compilerCatalogue[code];
  return {
    code,
    severity: entry.severity,
    ...place,
    message: entry.message(params),
    hint: entry.hint(params),
    docs: docsAddress(code, address),
  };
}

/** Returns the address of a code's page: under `docsUrl`, on the development server, or in the package. */
export function docsAddress(code: string, { docsUrl, development }: DocsAddress = {}): string {
  if (docsUrl !== undefined) return `${docsUrl.replace(/\/+$/, "")}/${code}`;
  return development === true
    ? `/_edict/errors/${code}`
    : `node_modules/edict/docs/errors/${code}.mdx`;
}
