/** How the addresses of an app are written where visitors see them. Inside of the app a path has neither. */
export interface Mount {
  /** Path in front of all of the app's, e.g. `/shop`; "" where there is none. */
  readonly basePath: string;
  /** Whether pages end in `/`. Files (`/logo.png`) and `/.well-known` never do. */
  readonly trailingSlash: boolean;
}

/** Tells whether addresses are written in another way than as they are inside of the app. */
export function isMounted({ basePath, trailingSlash }: Mount): boolean {
  return basePath !== "" || trailingSlash;
}

/** Writes a path of the app, with search and hash, as visitors see it: `/about?x=1` is `/shop/about/?x=1`. Every other address stays as it is. */
export function mountedPath(href: string, mount: Mount | undefined): string {
  if (mount === undefined || !/^\/(?!\/)/.test(href)) return href;
  const [, path = "", rest = ""] = /^(.*?)\/?([?#].*)?$/s.exec(href) ?? [];
  const full = mount.basePath + path;
  const isSlashed = mount.trailingSlash && !/\.[^/]*$|^\/\.well-known\//.test(full);
  return `${full}${isSlashed || full === "" ? "/" : ""}${rest}`;
}

/** Cuts the path under which an app is mounted; undefined for a path outside it. */
export function withoutBasePath(path: string, basePath: string): string | undefined {
  if (basePath === "") return path;
  if (path === basePath) return "/";
  return path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : undefined;
}
