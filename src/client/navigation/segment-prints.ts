import type { ReactNode } from "react";
import type { SegmentElements } from "../../protocol/index.ts";
import type { Page } from "./page.ts";

/** Of elements as they came. */
const prints = new WeakMap<object, string>();

/**
 * Writes what the browser holds of a page as the value of `edict-prints`: the server need not send again what would look the
 * same. Undefined where nothing is known, and for a page that is made of several.
 */
export function writePrints({ route, elements, sources }: Page<ReactNode>): string | undefined {
  if (sources !== undefined) return undefined;
  let isKnown = false;
  const written = route.keys.map((key, at) => {
    const element = elements[at];
    const print = typeof element === "object" && element !== null ? prints.get(element) : undefined;
    if (print === undefined) return encodeURIComponent(key);
    isKnown = true;
    return `${encodeURIComponent(key)}=${print}`;
  });
  return isKnown ? written.join(",") : undefined;
}

/** Reads Flight by `read`, and, once all of it has come and the browser is idle, makes the prints of the segments in it. */
export async function readPrinted<P extends { readonly segments?: SegmentElements<ReactNode> }>(
  flight: ReadableStream<Uint8Array<ArrayBuffer>>,
  read: (flight: ReadableStream<Uint8Array<ArrayBuffer>>) => PromiseLike<P>,
): Promise<P> {
  // Absent on pages of plain http: nothing is known there, and everything is sent.
  if ((globalThis.crypto as Partial<Crypto>).subtle === undefined) return read(flight);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const watched = flight.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: (piece, to) => {
        pieces.push(piece);
        to.enqueue(piece);
      },
      flush: () => end(),
    }),
  );
  const payload = await read(watched);
  const { segments } = payload;
  if (segments !== undefined) void ended.then(() => whenIdle(() => print(pieces, segments)));
  return payload;
}

function whenIdle(work: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(work);
  else setTimeout(work); // Safari
}

function print(flight: readonly Uint8Array[], segments: SegmentElements<ReactNode>): void {
  import("./make-prints.ts")
    .then(({ makePrints }) => makePrints(flight, segments))
    .then(
      (made) => made.forEach((print, element) => prints.set(element, print)),
      () => undefined, // the file cannot be had, e.g. of a build that is gone: everything is sent
    );
}
