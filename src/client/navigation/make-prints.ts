import type { ReactNode } from "react";
import type { SegmentElements } from "../../protocol/index.ts";
import { FlightModel, FlightRowReader, printLength } from "../../protocol/flight/index.ts";

/**
 * Makes the prints of a page's segments from the Flight that they came in, by element; those that cannot be compared have
 * none. Loaded when it is needed: no page waits for it.
 */
export async function makePrints(
  flight: readonly Uint8Array[],
  segments: SegmentElements<ReactNode>,
): Promise<ReadonlyMap<object, string>> {
  const prints = new Map<object, string>();
  const model = new FlightModel();
  const reader = new FlightRowReader();
  for (const piece of flight)
    for (const row of reader.read(piece)) if (model.add(row) === undefined) return prints;
  // What React read as a page.
  const values = (model.root?.["segments"] ?? {}) as SegmentElements<unknown>;
  for (const [at, element] of Object.entries(segments)) {
    const text = model.write(values[Number(at)]);
    if (text === undefined || typeof element !== "object" || element === null) continue;
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0"));
    prints.set(element, hex.join("").slice(0, printLength));
  }
  return prints;
}
