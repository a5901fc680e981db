import type { ParameterList } from "../scan/describe-parameters.ts";

const lastBit = 7;

/**
 * Writes which arguments an action reads, as two hex characters: bits 0 to 6 for the first seven parameters
 * of the emitted function, bit 7 for all that follow. `undefined` parameters are unknown ones: all are read.
 */
export function argumentMask(list: ParameterList | undefined, hasCaptures: boolean): string {
  if (list === undefined || list.usesArguments) return "ff";
  let mask = hasCaptures ? 1 : 0;
  const offset = hasCaptures ? 1 : 0;
  for (const [index, { kind, isRead }] of list.parameters.entries()) {
    if (!isRead) continue;
    const first = Math.min(index + offset, lastBit);
    const last = kind === "rest" ? lastBit : first;
    for (let bit = first; bit <= last; bit += 1) mask |= 1 << bit;
  }
  return mask.toString(16).padStart(2, "0");
}
