import { currentStore, maybeStore } from "../context/index.ts";
import { parseActionId, type ActionId } from "../protocol/index.ts";
import { defineReference, type ServerReference } from "./server-reference.ts";

/** An inline action as it was hoisted: the values it closes over first, then the arguments of the call. */
export type HoistedAction = (captures: unknown[], ...args: never[]) => unknown;

/**
 * Makes the server reference of an inline action. Called on the server it runs with the values as they are by
 * then, and nothing is sealed; sent to the browser it carries them sealed, as they were when React wrote it.
 * @param circle how the action may be part of a captured value, e.g. "`list` closes over `api`"; sealing throws a TypeError when it is
 */
export function bindCaptures(
  implementation: HoistedAction,
  id: string,
  readValues: () => unknown[],
  circle = "an action closes over a value",
): ServerReference {
  // React may go on writing in a callback of something older than this request, e.g. a pool's connection.
  const home = maybeStore();
  // Who calls an async generator gets its stream at once, not a promise of it.
  const call = isAsyncGenerator(implementation)
    ? (...args: never[]): unknown => implementation(readValues(), ...args)
    : async (...args: never[]): Promise<unknown> => implementation(readValues(), ...args);
  let isSealing = false;
  return defineReference(call, id, () => {
    const { sealer } = home ?? currentStore("An action that closes over variables");
    // Sealing a value that contains this action seals the action, which would seal the value without end.
    if (isSealing)
      throw new TypeError(`${circle}, which contains it: it cannot be sealed into itself`);
    isSealing = true;
    try {
      return [sealer.seal(checkedId(id), 0, readValues())];
    } finally {
      isSealing = false;
    }
  });
}

function isAsyncGenerator(fn: HoistedAction): boolean {
  return Object.prototype.toString.call(fn) === "[object AsyncGeneratorFunction]";
}

function checkedId(id: string): ActionId {
  const checked = parseActionId(id);
  if (checked === undefined) throw new TypeError(`${id} is not an action id`);
  return checked;
}
