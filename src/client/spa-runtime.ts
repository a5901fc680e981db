import { createServerReference } from "@vitejs/plugin-rsc/react/browser";
import { createCallServer } from "./call-server.ts";
import { createSpaRouter, type SpaTarget } from "./spa/spa-router.ts";

/**
 * Makes the function that makes action stubs, in an app whose pages are its own: what compiled client code has in place
 * of an action's source posts its calls to one endpoint.
 */
export function createSpaRuntime(
  target: SpaTarget,
): (id: string, name?: string) => (...args: unknown[]) => Promise<unknown> {
  const callServer = createCallServer(createSpaRouter(target));
  return (id, name) =>
    // React's type is unknown; a server reference is the function that calls `callServer(id, args)`.
    createServerReference(id, callServer, undefined, undefined, name) as (
      ...args: unknown[]
    ) => Promise<unknown>;
}
