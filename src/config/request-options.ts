import type { RawUrlRules } from "../routing/index.ts";
import type { ResolvedConfig } from "./resolved-config.ts";

/** The part of a request handler's options that the configuration decides, in development as in production. */
export type RequestOptions = Pick<
  ResolvedConfig,
  "trustProxy" | "cacheLife" | "basePath" | "trailingSlash"
> &
  Pick<ResolvedConfig["serverActions"], "allowedOrigins" | "allowMissingOrigin" | "limits"> & {
    readonly urlRules?: RawUrlRules;
    readonly sessionCookies?: readonly string[];
    readonly callsPerMinute?: number;
  };

/** Gives the part of a request handler's options that the configuration decides. */
export function requestOptions({
  trustProxy,
  cacheLife,
  basePath,
  trailingSlash,
  urlRules,
  serverActions,
}: ResolvedConfig): RequestOptions {
  const { allowedOrigins, allowMissingOrigin, limits, sessionCookies, callsPerMinute } =
    serverActions;
  return {
    allowedOrigins,
    allowMissingOrigin,
    limits,
    trustProxy,
    cacheLife,
    basePath,
    trailingSlash,
    ...(urlRules === undefined ? {} : { urlRules }),
    ...(sessionCookies === undefined ? {} : { sessionCookies }),
    ...(callsPerMinute === undefined ? {} : { callsPerMinute }),
  };
}
