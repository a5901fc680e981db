import type { Finding } from "./finding.ts";

/** Tells whether another module of the app may do what a finding misses, so that only a check of the whole app can tell. */
export function mayBeExcused({ unless }: Finding): boolean {
  if (unless === undefined) return false;
  return unless.action !== undefined || unless.calls.some(({ specifier }) => isOwn(specifier));
}

/** A relative path, or one behind an alias as bundlers and `tsconfig.json` commonly have it; packages have other names. */
function isOwn(specifier: string): boolean {
  return /^(?:\.|\/|@\/|~|#)/.test(specifier);
}
