import { Readable } from "node:stream";

/** Flight that can be read several times, each from its beginning and at its own pace. */
export interface FlightRecording {
  readonly replay: () => Readable;
}

/** Keeps what a stream brings, for as long as somebody reads it. */
export function recordFlight(source: Readable): FlightRecording {
  const chunks: Buffer[] = [];
  const readers = new Set<Readable>();
  const state = { ended: false, error: undefined as Error | undefined };
  source.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    for (const reader of readers) reader.push(chunk);
  });
  source.once("end", () => {
    state.ended = true;
    for (const reader of readers) reader.push(null);
  });
  source.once("error", (error: Error) => {
    state.error = error;
    for (const reader of readers) reader.destroy(error);
  });
  return {
    replay: () => {
      const reader = new Readable({
        read: () => undefined,
        destroy: (error, done) => {
          readers.delete(reader);
          done(error);
        },
      });
      // In one piece: each costs its readers a turn, and the document a script.
      if (chunks.length > 0) reader.push(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
      if (state.error !== undefined) reader.destroy(state.error);
      else if (state.ended) reader.push(null);
      else readers.add(reader);
      return reader;
    },
  };
}
