import { visitorStore } from "./current-store.ts";

/**
 * Gives the headers of the request, read only.
 * @throws UsageError `outside-request` (as a rejection)
 * @example const language = (await headers()).get("accept-language")
 */
export async function headers(): Promise<Headers> {
  return visitorStore("headers()").headers;
}
