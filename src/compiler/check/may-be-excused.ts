import { isOwnSpecifier } from "../callees/imported-calls.ts";
import type { Finding } from "./finding.ts";

/** Tells whether another module of the app may do what a finding misses, so that only a check of the whole app can tell. */
export function mayBeExcused({ unless, given }: Finding): boolean {
  if (given !== undefined && isOwnSpecifier(given.of.specifier)) return true;
  if (unless === undefined) return false;
  return (
    unless.action !== undefined || unless.calls.some(({ specifier }) => isOwnSpecifier(specifier))
  );
}
