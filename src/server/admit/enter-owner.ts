import { err, ok, type Result } from "../../base/index.ts";
import { mountedPath, type Refusal, headerNames, withoutBasePath } from "../../protocol/index.ts";
import type { ActionEntry } from "../../render/index.ts";
import { canonicalPath, unmatchedOwner, type RouteMatch } from "../../routing/index.ts";
import { visitAt, type Visit } from "../visit.ts";
import { canonicalise, type CanonicalUrl } from "./canonicalise.ts";

/**
 * Finds where an action is entered: here, when the route posted to is one of its own. Otherwise at one of those, so that
 * whatever guards them guards it too: at the page that the browser names, or at a route without parameters. The visit is
 * then another one, to be taken through the line again from the rules of the configuration on; once at most.
 */
export function enterOwner(
  visit: Visit,
  match: RouteMatch | undefined,
  entry: ActionEntry,
): Result<Visit, Refusal> {
  const { owners } = entry;
  const here = match?.route.pattern ?? unmatchedOwner;
  if (visit.app.endpoint !== undefined || owners === "everywhere" || owners.includes(here))
    return ok(visit);
  const own = visit.isReentered
    ? undefined
    : (namedPage(visit, owners) ?? staticPage(visit, owners));
  if (own !== undefined) return ok(own);
  const routes = owners.length === 0 ? "no route" : owners.slice(0, 5).join(", ");
  return err({
    code: "NOT_FOUND",
    reason: `${entry.file}#${entry.name} belongs to ${routes}, and was posted to ${here}`,
  });
}

/** The page that the browser says it is on, or one of which it shows a part, when it is one of the action's own. */
function namedPage(visit: Visit, owners: readonly string[]): Visit | undefined {
  for (const named of namedPages(visit)) {
    const url = canonicalise(named, visit.server.settings.mount.trailingSlash);
    if (!url.ok || url.value.authority !== undefined) continue;
    const path = withoutBasePath(url.value.path, visit.server.settings.basePath);
    const own = path === undefined ? undefined : ownPage(visit, owners, url.value, path);
    if (own !== undefined) return own;
  }
  return undefined;
}

/** More pages on one screen than any app has. */
const maxNamedPages = 8;

/** Reads which pages the browser says that it shows, the one in its address bar first. */
export function namedPages({ received }: Visit): readonly string[] {
  return (received.header(headerNames.page) ?? "")
    .split(" ", maxNamedPages)
    .filter((path) => path !== "");
}

function staticPage(visit: Visit, owners: readonly string[]): Visit | undefined {
  const { basePath } = visit.server.settings;
  for (const owner of owners) {
    const path = owner.startsWith("/") && !owner.includes("[") ? canonicalPath(owner) : undefined;
    if (path?.ok !== true) continue;
    const url = {
      path: mountedPath(path.value, { basePath, trailingSlash: false }),
      search: "",
      authority: undefined,
    };
    const own = ownPage(visit, owners, url, path.value);
    if (own !== undefined) return own;
  }
  return undefined;
}

function ownPage(
  visit: Visit,
  owners: readonly string[],
  url: CanonicalUrl,
  path: string,
): Visit | undefined {
  const { app, server, received } = visit;
  const route = server.matcherOf(app.routes)(path)?.route;
  if (route?.kind !== "page" || !owners.includes(route.pattern)) return undefined;
  const entered = visitAt(visit, url, path);
  return { ...entered, request: received, shownUrl: url, isReentered: true };
}
