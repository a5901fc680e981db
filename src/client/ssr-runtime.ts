import { createServerReference } from "@vitejs/plugin-rsc/react/ssr.node";

/**
 * Makes the stub of an action for HTML rendering: React writes it into forms, so that they work without
 * JavaScript. Calling it while rendering throws: a Client Component may call an action in the browser only.
 * @param id 50 lower-case hex characters
 */
export function createAction(id: string, _name?: string): (...args: unknown[]) => Promise<unknown> {
  // React's type is unknown; a server reference is a function, and this one's call always throws.
  return createServerReference(id) as (...args: unknown[]) => Promise<unknown>;
}
