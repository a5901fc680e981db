import { PassThrough, type Readable } from "node:stream";
import type { RenderOptions } from "./app-build.ts";
import { whenAborted } from "./when-aborted.ts";

/** React's `renderToPipeableStream`, as the bundle it runs in has it. */
export type FlightRenderer = (
  model: unknown,
  options: {
    readonly onError: (error: unknown) => string;
    readonly temporaryReferences?: WeakMap<object, string>;
  },
) => {
  readonly pipe: (to: PassThrough) => PassThrough;
  readonly abort: (reason: unknown) => void;
};

/** Writes a model as Flight; what is left of it is given up when the render's signal is aborted. */
export function toFlight(
  render: FlightRenderer,
  model: unknown,
  { onError, signal, temporaryReferences }: RenderOptions,
): Readable {
  const stream = render(model, {
    onError,
    ...(temporaryReferences === undefined ? {} : { temporaryReferences }),
  });
  whenAborted(signal, (reason) => stream.abort(reason));
  return stream.pipe(new PassThrough());
}
