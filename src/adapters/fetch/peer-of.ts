import type { FetchPeer } from "../../server/index.ts";

/** Finds the peer's address in what Bun and Deno hand over beside a request; undefined where neither did. */
export function peerOf(request: Request, runtime: unknown): FetchPeer | undefined {
  if (typeof runtime !== "object" || runtime === null) return undefined;
  if ("requestIP" in runtime && typeof runtime.requestIP === "function") {
    // Called on its server, as Bun documents it.
    const found: unknown = (runtime as { requestIP(of: Request): unknown }).requestIP(request);
    return textAt(found, "address");
  }
  return "remoteAddr" in runtime ? textAt(runtime.remoteAddr, "hostname") : undefined;
}

function textAt(value: unknown, name: string): FetchPeer | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const address: unknown = Reflect.get(value, name);
  return typeof address === "string" ? { address } : undefined;
}
