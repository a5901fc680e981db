import { err, ok, quoteForLog, type Result } from "../../base/index.ts";
import type { Refusal } from "../../protocol/index.ts";
import type { ServerRequest } from "../server-request.ts";
import type { CanonicalUrl } from "./canonicalise.ts";
import type { OriginPolicy } from "./origin-policy.ts";

/** Finds which of the app's own origins a request is for; hosts are configured, never learnt from a request. */
export function checkHost(
  request: ServerRequest,
  url: CanonicalUrl,
  policy: OriginPolicy,
  fromTrustedPeer: boolean,
): Result<string, Refusal> {
  const hosts = request.headerValues("host");
  const host = hosts[0];
  if (host === undefined || hosts.length > 1 || host === "")
    return err({ code: "MALFORMED", reason: `${hosts.length} Host headers` });
  if (url.authority !== undefined && url.authority !== host.toLowerCase())
    return err({
      code: "HOST",
      reason: `target names ${quoteForLog(url.authority)}, Host is ${quoteForLog(host)}`,
    });
  const forwarded = fromTrustedPeer ? readForwardedHost(request) : ok(undefined);
  if (!forwarded.ok) return forwarded;
  const named = forwarded.value ?? host;
  const origin = policy.hosts.get(named) ?? policy.hosts.get(named.toLowerCase());
  if (origin !== undefined) return ok(origin);
  return err({ code: "HOST", reason: `Host ${quoteForLog(named)}`, ...configLineFor(named) });
}

/** Proxies that append must agree: two different hosts leave open which one the visitor meant. */
function readForwardedHost(request: ServerRequest): Result<string | undefined, Refusal> {
  const values = request
    .headerValues("x-forwarded-host")
    .flatMap((value) => value.split(","))
    .map((value) => value.trim().toLowerCase());
  if (new Set(values).size <= 1) return ok(values[0]);
  return err({ code: "MALFORMED", reason: "several different X-Forwarded-Host values" });
}

function configLineFor(host: string): { readonly configLine?: string } {
  if (!/^[A-Za-z0-9.-]{1,100}(?::\d{1,5})?$/.test(host)) return {};
  return { configLine: `origins: ["https://${host}"]` };
}
