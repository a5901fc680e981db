import { isIP } from "node:net";
import type { ServerRequest } from "../server-request.ts";
import type { PeerTrust, TrustProxy } from "./trusted-peers.ts";

/** Tells where a request comes from; undefined where nobody knows. */
export type AddressReader = (
  request: Pick<ServerRequest, "peer" | "headerValues">,
) => string | undefined;

/**
 * Makes the reader of client addresses: the peer's own, or, where proxies are trusted, the last address of
 * `X-Forwarded-For` that none of them has. What stands left of it anyone can write.
 * An IPv6 address is given as its /64, which is what one customer has.
 */
export function createAddressReader(trustProxy: TrustProxy, trusts: PeerTrust): AddressReader {
  if (trustProxy === false) return ({ peer }) => (peer === undefined ? undefined : networkOf(peer));
  return (request) => {
    const { peer } = request;
    const forwarded = request
      .headerValues("x-forwarded-for")
      .join(",")
      .split(",")
      .map((each) => each.trim())
      .filter((each) => each !== "");
    // Nearest first.
    const hops = [...(peer === undefined ? [] : [peer]), ...forwarded.toReversed()];
    const at =
      typeof trustProxy === "number"
        ? Math.min(trustProxy, hops.length - 1)
        : hops.findIndex((hop) => !trusts({ peer: hop }));
    const client = at === -1 ? hops.at(-1) : hops[at];
    return client === undefined ? undefined : networkOf(client);
  };
}

function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (isIP(address) === 4) return address;
  // What is no address comes from a trusted proxy that writes names; cut, as it becomes part of a key.
  if (isIP(address) !== 6) return encodeURIComponent(address).slice(0, 64);
  const [left = "", right] = address.toLowerCase().split("%", 1)[0]?.split("::") ?? [];
  const head = left.split(":").filter((group) => group !== "");
  const tail = (right ?? "").split(":").filter((group) => group !== "");
  const middle = right === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  const groups = [...head, ...Array.from({ length: middle }, () => "0"), ...tail];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}
