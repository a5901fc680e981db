import type { Visit } from "../visit.ts";
import { matchedRequest } from "./matched-request.ts";

/**
 * Tells whether the app's proxy would be asked about this visit. A page that it was not asked about is never put into the
 * answer of another request: the browser fetches it by itself. A proxy that is not loaded yet may be for any.
 */
export function isBehindProxy(visit: Visit): boolean {
  const { app, server } = visit;
  if (app.proxy === undefined) return false;
  const known = server.loadedProxies.get(app.proxy);
  return known === undefined || known.matches(matchedRequest(visit));
}
