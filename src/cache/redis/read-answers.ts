import type { MoveMark } from "./confirmation.ts";
import type { VersionsUpdate } from "./versions-replica.ts";

/** What moving tags came to. */
export interface MovedAnswer extends MoveMark {
  /** Whether no lease of an earlier epoch can hold any more. */
  readonly isSettled: boolean;
  /** Who may serve from a copy, with the number of their lease. */
  readonly leases: readonly (readonly [instance: string, lease: string])[];
}

/** A move as all are told of it. */
export interface MoveMessage extends VersionsUpdate {
  /** Who wants to know that it was heard. */
  readonly mover: string;
}

/**
 * Reads the answer of `syncScript`.
 * @throws TypeError for anything else, as a connection gives it whose answers are out of step: it must not be believed
 */
export function readSynced(answer: unknown): VersionsUpdate {
  const [epoch, count, floor, versions] = listOf(answer);
  // In the answer to a move the third is a number, and no text.
  if (!isEpoch(epoch) || !isCount(count) || !isCount(floor) || !isPairs(versions)) throw notOurs();
  return { revision: { epoch, count: Number(count) }, floor: Number(floor), versions };
}

/**
 * Reads the answer of `moveScript`.
 * @throws TypeError as `readSynced`
 */
export function readMoved(answer: unknown): MovedAnswer {
  const [epoch, count, settled, flat] = listOf(answer);
  if (!isEpoch(epoch) || !isCount(count) || typeof settled !== "number" || !isPairs(flat))
    throw notOurs();
  const leases: [string, string][] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) leases.push([flat[at] ?? "", flat[at + 1] ?? ""]);
  return { epoch, count: Number(count), isSettled: settled === 1, leases };
}

const listOf = (answer: unknown): readonly unknown[] => (Array.isArray(answer) ? answer : []);

const isEpoch = (value: unknown): value is string => typeof value === "string" && value !== "";

/** Counts are written by Lua, which would round large ones as numbers. */
const isCount = (value: unknown): value is string =>
  typeof value === "string" && /^\d{1,15}$/.test(value);

const isPairs = (value: unknown): value is readonly string[] =>
  isTexts(value) && value.length % 2 === 0;

const notOurs = (): TypeError => new TypeError("Redis answered a script with what is no answer.");

/** Reads what `moveScript` tells all; undefined for a text of somebody else. */
export function readMessage(text: string): MoveMessage | undefined {
  const parts = readList(text);
  const [epoch, count, floor, mover, versions] = parts ?? [];
  if (typeof epoch !== "string" || typeof mover !== "string" || !isTexts(versions))
    return undefined;
  return {
    revision: { epoch, count: Number(count) },
    floor: Number(floor),
    mover,
    versions,
  };
}

/** Writes that an instance has heard of a move. */
export function writeHeard(instance: string, { epoch, count }: MoveMark): string {
  return JSON.stringify([instance, epoch, count]);
}

/** Reads what `writeHeard` wrote; undefined for a text of somebody else. */
export function readHeard(text: string): (MoveMark & { readonly instance: string }) | undefined {
  const [instance, epoch, count] = readList(text) ?? [];
  return typeof instance === "string" && typeof epoch === "string" && typeof count === "number"
    ? { instance, epoch, count }
    : undefined;
}

function readList(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
