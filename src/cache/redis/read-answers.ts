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

/** Reads the answer of `syncScript`. */
export function readSynced(answer: unknown): VersionsUpdate {
  // The script says what it answers.
  const [epoch, count, floor, versions] = answer as [string, string, string, string[]];
  return { revision: { epoch, count: Number(count) }, floor: Number(floor), versions };
}

/** Reads the answer of `moveScript`. */
export function readMoved(answer: unknown): MovedAnswer {
  // The script says what it answers.
  const [epoch, count, settled, flat] = answer as [string, string, number, string[]];
  const leases: [string, string][] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) leases.push([flat[at] ?? "", flat[at + 1] ?? ""]);
  return { epoch, count: Number(count), isSettled: settled === 1, leases };
}

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
