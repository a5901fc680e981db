import type { DispatchMode } from "../protocol/index.ts";
import { callServer, createServerReference } from "@vitejs/plugin-rsc/react/browser";

/**
 * Makes the browser's stub of an action: what compiled client code has in place of the action's source.
 * @param id 50 lower-case hex characters
 * @param name the export's name, in development only
 * @param dispatch how calls to it wait for each other; default: `ordered`
 * @param takesStreams whether it may begin before the last file of a call has come; default: false
 */
export function createAction(
  id: string,
  name?: string,
  dispatch?: DispatchMode,
  takesStreams?: boolean,
): (...args: unknown[]) => Promise<unknown> {
  // The callback of the page gets everything that it is called with; React's type knows of the first two.
  const call = (...asked: [id: string, args: unknown[]]): unknown =>
    (callServer as (...all: unknown[]) => unknown)(...asked, dispatch, takesStreams);
  // React's type is unknown; a server reference is the function that calls `callServer(id, args)`.
  return createServerReference(id, call, undefined, undefined, name) as (
    ...args: unknown[]
  ) => Promise<unknown>;
}
