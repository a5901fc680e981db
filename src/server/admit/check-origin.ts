import { err, ok, quoteForLog, type Result } from "../../base/index.ts";
import type { Refusal } from "../../protocol/index.ts";
import type { ServerRequest } from "../server-request.ts";
import { mayCall, type OriginPolicy } from "./origin-policy.ts";

/** Refuses a call or form that another site may have made; reads headers only. */
export function checkOrigin(request: ServerRequest, policy: OriginPolicy): Result<null, Refusal> {
  const origins = request.headerValues("origin");
  const fetchSite = request.header("sec-fetch-site");
  const hasCookie = request.header("cookie") !== undefined;
  if (mayCall({ origins, fetchSite, hasCookie }, policy)) return ok(null);
  return err({
    code: "ORIGIN",
    reason: `Origin ${quoteForLog(origins.length === 0 ? undefined : origins.join(", "))}, Sec-Fetch-Site ${quoteForLog(fetchSite)}`,
    ...configLineFor(origins, policy),
  });
}

function configLineFor(
  origins: readonly string[],
  policy: OriginPolicy,
): { readonly configLine?: string } {
  const origin = origins.length === 1 ? origins[0] : undefined;
  if (origin === undefined)
    return policy.allowMissingOrigin
      ? {}
      : { configLine: "serverActions: { allowMissingOrigin: true } (for clients without cookies)" };
  // Only what is a plain origin may be suggested: a line that someone copies must not carry anything else.
  if (!/^https?:\/\/[A-Za-z0-9.-]{1,100}(?::\d{1,5})?$/.test(origin)) return {};
  return { configLine: `serverActions: { allowedOrigins: ["${origin}"] }` };
}
