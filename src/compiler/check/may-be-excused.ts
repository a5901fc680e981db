import { isOwnSpecifier } from "../callees/imported-calls.ts";
import type { Finding } from "./finding.ts";

/** Tells whether another module of the app may do what a finding misses, or must for it to be one, so that only a check of the whole app can tell. */
export function mayBeExcused({ unless, given }: Finding): boolean {
  if (given !== undefined && isOwnSpecifier(given.of.specifier)) return true;
  if (unless === undefined) return false;
  if (unless.action !== undefined) return true;
  // A method, such as a database's, is taken for what its name says.
  return unless.calls.some((call) => call.member === undefined && isOwnSpecifier(call.specifier));
}
