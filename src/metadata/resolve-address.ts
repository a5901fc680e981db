/** Makes an address of metadata absolute, as those who read a shared page need it; without a base it stays as it is. */
export type AddressResolver = (address: string | URL) => string;

/** Prepares the addresses of a page: relative ones are relative to `base`, `./` to the page at `path` below it. */
export function createAddressResolver(base: URL | undefined, path: string): AddressResolver {
  return (address) => {
    if (typeof address !== "string") return address.href;
    if (base === undefined || /^[a-z][a-z0-9+.-]*:/i.test(address)) return address;
    const below = base.pathname.replace(/\/$/, "");
    // As in the App Router, "./" is the page itself.
    const isOwn = /^\.\.?(?:\/|$)/.test(address);
    const target = new URL(address, new URL(isOwn ? `${path}/` : "/", base));
    if (isOwn) target.pathname = target.pathname.replace(/(?<=.)\/$/, "");
    if (target.origin !== base.origin) return target.href; // "//host/path"
    const full = target.pathname === "/" && below !== "" ? below : below + target.pathname;
    const written = target.origin + full + target.search + target.hash;
    return target.pathname === "/" && below === "" && target.search === "" && target.hash === ""
      ? target.origin
      : written;
  };
}
