import { Readable } from "node:stream";
import type { ServeOptions } from "../../src/adapters/node/index.ts";
import type { Outcome } from "../../src/protocol/index.ts";
import type { ServerOptions } from "../../src/server/index.ts";
import { fakeApp, type Trace } from "./fake-app.ts";
import { startHost, type Host } from "./hosts.ts";

/** What an action of such a server does. */
export type Run = (given: never) => unknown;

/** Starts a server whose action `upload` takes streams and up to 64 MB; `plain` does the same with what came whole. */
export async function startUploads(
  run: Run,
  options: Partial<ServerOptions> = {},
  serving: Partial<ServeOptions> = {},
): Promise<{ readonly host: Host; readonly trace: Trace }> {
  const maxBodyBytes = 67_108_864;
  const act = run as (...args: unknown[]) => Promise<unknown>; // a test gives what its action takes
  const { build, trace } = fakeApp({
    renderer: { renderAnswer: ({ outcome }) => Promise.resolve(partsOf(outcome)) },
    actions: {
      upload: { run: act, settings: { accepts: ["streams"], maxBodyBytes } },
      plain: { run: act, settings: { maxBodyBytes } },
    },
  });
  return { host: await startHost("over a socket", build, options, serving), trace };
}

/** Sends what an async generator gave as it comes. */
function partsOf(outcome: Outcome): Readable {
  if (outcome.kind !== "returned") throw new TypeError(`no parts of ${outcome.kind}`);
  const parts = outcome.value as AsyncIterable<string>; // as the test's action gave it
  return Readable.from(parts, { objectMode: false });
}

/** A promise that a test settles. */
export function gate<T = void>(): {
  readonly promise: Promise<T>;
  readonly open: (value: T) => void;
} {
  let open: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}

/** Reads the stream of a file to its end. */
export async function readAll(file: File): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.stream()) chunks.push(chunk);
  return Buffer.concat(chunks);
}
