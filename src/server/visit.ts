import type { Phase } from "../context/index.ts";
import { isMounted, withoutBasePath, type Mount } from "../protocol/index.ts";
import type { AppBuild, PageRequest } from "../render/index.ts";
import type { RouteMatch } from "../routing/index.ts";
import type { CanonicalUrl } from "./admit/canonicalise.ts";
import { openScope, type RequestScope } from "./call/request-scope.ts";
import { VisitCache } from "./call/visit-cache.ts";
import type { Answering } from "./server-answer.ts";
import type { ServerRequest } from "./server-request.ts";
import type { ServerRuntime } from "./server-runtime.ts";

/** A request that passed the checks of every request. Made once, never added to. */
export interface Visit {
  /** As it came, without internal headers: what the checks of the line look at. */
  readonly received: ServerRequest;
  /** As the app sees it: `proxy.ts` may have changed its headers. */
  readonly request: ServerRequest;
  /** Where it is answered: the URL it came to, or what `proxy.ts` made of it. */
  readonly url: CanonicalUrl;
  /** What the visitor's address bar has. */
  readonly shownUrl: CanonicalUrl;
  /** Canonical path of `url`, without `basePath`. */
  readonly path: string;
  /** Which of the app's own origins it is for, e.g. `http://localhost:3000`. */
  readonly origin: string;
  readonly app: AppBuild;
  readonly server: ServerRuntime;
  /** It names an action of another route, and has come to that route's URL: this happens once. */
  readonly isReentered: boolean;
  /** What a trusted proxy calls the request. */
  readonly givenId: string | undefined;
}

/** Where a call or a form was posted to, and how it comes to another route. */
export interface PostedTo {
  readonly match: RouteMatch | undefined;
  /** The line from the rules of the configuration on, to `answer` or to whatever a request there is answered by. */
  readonly enter: (visit: Visit, answer?: (visit: Visit) => Answering) => Answering;
}

/** The same visit at another URL of the app; `path` is without `basePath`. */
export function visitAt(visit: Visit, url: CanonicalUrl, path: string): Visit {
  return { ...visit, url, path };
}

/** How addresses of the app are written where visitors see them; an app without pages of its own decides what its paths mean. */
export function mountOf({ app, server }: Pick<Visit, "app" | "server">): Mount {
  return app.endpoint === undefined ? server.settings.mount : unmounted;
}

const unmounted: Mount = { basePath: "", trailingSlash: false };

/** Opens the store of a visit. */
export function openVisit(visit: Visit, phase: Phase): RequestScope {
  const { origin, url, server } = visit;
  const { sealer, development } = server.settings;
  return openScope(visit.request, {
    phase,
    url: origin + url.path + url.search,
    sealer,
    development,
    cache: () => new VisitCache(visit),
  });
}

/** The page at a visit's own URL. */
export function pageOf(visit: Visit, match: RouteMatch | undefined): PageRequest {
  const { path, url, shownUrl, server } = visit;
  const { mount } = server.settings;
  const page = { match, path, search: url.search, ...(isMounted(mount) ? { mount } : {}) };
  if (url === shownUrl) return page;
  const shown = withoutBasePath(shownUrl.path, mount.basePath) ?? shownUrl.path;
  return { ...page, shownUrl: shown + shownUrl.search };
}

/** Names a visit in the log, e.g. `GET /posts/5`. */
export function subjectOf({ request, url }: Visit): string {
  // A canonical path is printable ASCII; methods are what Node's parser lets through.
  return `${request.method.slice(0, 16)} ${url.path.slice(0, 128)}`;
}
