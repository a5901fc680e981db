import type { ViteDevServer } from "vite";
import { loopbackOrigins } from "../server/index.ts";

/** Lists the origins under which a browser may find a development server that listens; never learned from a request. */
export function devOrigins({ config, httpServer, resolvedUrls }: ViteDevServer): string[] {
  const { port, https, host, allowedHosts } = config.server;
  const scheme = https === undefined ? "http" : "https";
  const address = httpServer?.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  const named = [...(Array.isArray(allowedHosts) ? allowedHosts : []), host].filter(
    (each) => typeof each === "string" && /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/i.test(each),
  );
  const urls = [...(resolvedUrls?.local ?? []), ...(resolvedUrls?.network ?? [])];
  return [
    ...loopbackOrigins(bound).map((origin) => origin.replace(/^http:/, `${scheme}:`)),
    ...named.map((each) => `${scheme}://${String(each)}:${bound}`),
    ...urls.map((url) => new URL(url).origin),
  ];
}
