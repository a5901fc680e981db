import type { CheckedModule } from "../check/finding.ts";
import type { Range } from "../parse/syntax-tree.ts";

/** What `proxy.ts` does before a page is asked. */
export interface ProxyFacts {
  /** Paths that it is run for, as written; undefined for all; null where it is not written out. */
  readonly matchers: readonly string[] | undefined | null;
  readonly answers: readonly Range[];
}

export function isProxyFile(path: string): boolean {
  return /^(?:src\/)?(?:proxy|middleware)\.[cm]?[jt]sx?$/.test(path);
}

export function readProxy(_checked: CheckedModule): ProxyFacts {
  return { matchers: undefined, answers: [] };
}
