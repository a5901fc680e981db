import { BlockList, isIP } from "node:net";
import { err, ok, type Result } from "../../base/index.ts";

/** Tells whether `X-Forwarded-*` of this peer counts. */
export type PeerTrust = (from: { readonly peer: string | undefined }) => boolean;

/** `false`: nobody; a number: that many proxies stand in front; a list of addresses and CIDR ranges. */
export type TrustProxy = false | number | readonly string[];

/** Resolves `trustProxy`; the error is a sentence for whoever wrote it. */
export function resolvePeerTrust(trustProxy: TrustProxy): Result<PeerTrust, string> {
  if (trustProxy === false) return ok(() => false);
  if (typeof trustProxy === "number") {
    if (!Number.isInteger(trustProxy) || trustProxy < 0)
      return err(`trustProxy: ${trustProxy} is not a number of proxies`);
    const trusted = trustProxy > 0;
    return ok(() => trusted);
  }
  const list = new BlockList();
  for (const entry of trustProxy)
    if (!addEntry(list, entry))
      return err(`trustProxy: "${entry}" is not an address or range such as "10.0.0.0/8"`);
  return ok(({ peer }) => peer !== undefined && listHas(list, peer));
}

function addEntry(list: BlockList, entry: string): boolean {
  const [address = "", prefix, ...more] = entry.split("/");
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  const type = family === 4 ? "ipv4" : "ipv6";
  if (prefix === undefined) {
    list.addAddress(address, type);
    return true;
  }
  const bits = /^\d{1,3}$/.test(prefix) ? Number(prefix) : 999;
  if (bits > (family === 4 ? 32 : 128)) return false;
  list.addSubnet(address, bits, type);
  return true;
}

/** `check` reads `::ffff:a.b.c.d`, as sockets of both families report IPv4 peers, as the address it stands for. */
function listHas(list: BlockList, peer: string): boolean {
  const family = isIP(peer);
  return family !== 0 && list.check(peer, family === 4 ? "ipv4" : "ipv6");
}
