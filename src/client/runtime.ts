import { callServer, createServerReference } from "@vitejs/plugin-rsc/react/browser";

/**
 * Makes the browser's stub of an action: what compiled client code has in place of the action's source.
 * @param id 50 lower-case hex characters
 * @param name the export's name, in development only
 */
export function createAction(id: string, name?: string): (...args: unknown[]) => Promise<unknown> {
  // React's type is unknown; a server reference is the function that calls `callServer(id, args)`.
  return createServerReference(id, callServer, undefined, undefined, name) as (
    ...args: unknown[]
  ) => Promise<unknown>;
}
