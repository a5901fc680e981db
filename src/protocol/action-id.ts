import type { Brand } from "../base/index.ts";

/** 50 lower-case hex characters: 40 look-up, 2 argument mask, 8 signature. Made only by `parseActionId` and the compiler. */
export type ActionId = Brand<string, "ActionId">;

/** First 40 characters of an id: the name under which an action is looked up. */
export type ActionLookup = Brand<string, "ActionLookup">;

const idPattern = /^[0-9a-f]{50}$/;

/** Reads an action id; undefined for anything but 50 lower-case hex characters. */
export function parseActionId(text: string): ActionId | undefined {
  return idPattern.test(text) ? (text as ActionId) : undefined; // checked by the pattern
}

/** Returns the part of an id under which it is looked up. */
export function lookupOf(id: ActionId): ActionLookup {
  return id.slice(0, 40) as ActionLookup; // the first 40 of a checked id
}

/** Returns the signature of an id: 8 hex characters. */
export function signatureOf(id: ActionId): string {
  return id.slice(42);
}

/**
 * Tells whether the action reads its argument number `index` (from 0, a sealed capture being number 0).
 * Bits 0 to 6 of the mask stand for the first seven parameters, bit 7 for all that follow.
 */
export function readsArgument(id: ActionId, index: number): boolean {
  const mask = Number.parseInt(id.slice(40, 42), 16);
  return (mask & (1 << Math.min(index, 7))) !== 0;
}
