import { PassThrough } from "node:stream";
import { createFromReadableStream } from "@vitejs/plugin-rsc/rsc/client.node";
import { renderToPipeableStream } from "@vitejs/plugin-rsc/rsc/server.node";
import type { CachedFlight } from "../context/index.ts";

/** Writes what cached functions return as Flight, and reads it inside the server's own bundle: Client Components in it stay references. */
export const cachedFlight: CachedFlight = {
  write: async (value, passed) => {
    const failures: unknown[] = [];
    const flight = renderToPipeableStream(value, {
      temporaryReferences: passed,
      onError: (error) => {
        failures.push(error);
        return "";
      },
    });
    const chunks: Buffer[] = [];
    for await (const chunk of flight.pipe(new PassThrough())) chunks.push(chunk as Buffer); // a stream of bytes
    // Half a value, or one with an error in it, is nobody's.
    if (failures.length > 0) throw failures[0];
    return Buffer.concat(chunks);
  },
  read: (bytes, passed) =>
    // The reader of Node's streams takes no references.
    createFromReadableStream<unknown>(new Blob([new Uint8Array(bytes)]).stream(), {
      temporaryReferences: new Map(Array.from(passed, ([id, value]) => [`$${id}`, value])),
    }),
};
