import type { IdentifiedActions } from "../identify/identify-actions.ts";
import { emitStubs, type EmittedCode } from "./emit-stubs.ts";

/** Writes what rendering HTML gets of a "use server" file: stubs that a form can name. */
export function emitSsr(actions: IdentifiedActions, development: boolean): EmittedCode {
  return emitStubs(actions, "ssr", development);
}
