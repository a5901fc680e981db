import type { RouteReads } from "../../context/index.ts";
import type { RouteSettings } from "../../routing/index.ts";

/** What the pages of a route may read of whoever asks for them; undefined where its settings say nothing of it. */
export function readsOfRoute(settings: RouteSettings | undefined): RouteReads | undefined {
  if (settings === undefined) return undefined;
  const { dynamic, fetchCache = "auto" } = settings;
  if (dynamic === "force-static") return { visitor: "nothing", fetchCache };
  if (dynamic === "error") return { visitor: "refused", fetchCache };
  return fetchCache === "auto" ? undefined : { visitor: "own", fetchCache };
}
