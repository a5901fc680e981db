/** Writes a path of the app as the browser knows it, below `basePath`; an address elsewhere stays as it is. */
export function mountedTarget(location: string, basePath: string): string {
  if (basePath === "" || !location.startsWith("/")) return location;
  return /^\/(?:[?#]|$)/.test(location) ? basePath + location.slice(1) : basePath + location;
}
