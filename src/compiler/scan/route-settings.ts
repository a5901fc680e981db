/** Exports of route files that configure the route: values by their nature. */
const routeSettings: ReadonlySet<string> = new Set([
  "dynamic",
  "dynamicParams",
  "fetchCache",
  "maxDuration",
  "metadata",
  "preferredRegion",
  "revalidate",
  "runtime",
  "viewport",
]);

/** Tells whether an export of a route file is one of its settings, which nobody calls. */
export function isRouteSetting(exported: string): boolean {
  return routeSettings.has(exported);
}
