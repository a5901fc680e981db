import { callServer, findSourceMapURL } from "@vitejs/plugin-rsc/react/browser";
import { createFromReadableStream } from "@vitejs/plugin-rsc/vendor/react-server-dom/client.browser";

// Replaced by the bundler.
declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** Reads what the server rendered. Source maps are asked for in development alone: no other page carries the code for it. */
export function readFlight<T>(
  flight: ReadableStream<Uint8Array>,
  temporaryReferences?: unknown,
): Promise<T> {
  return createFromReadableStream(flight, {
    callServer,
    temporaryReferences,
    ...(process.env.NODE_ENV === "production" ? {} : { findSourceMapURL }),
  });
}
