import type { IdentifiedActions } from "../identify/identify-actions.ts";
import { emitStubs, type EmittedCode } from "./emit-stubs.ts";

/** Writes what the browser gets of a "use server" file: stubs that call. */
export function emitClient(actions: IdentifiedActions, development: boolean): EmittedCode {
  return emitStubs(actions, "client", development);
}
