import { withoutBasePath } from "../../protocol/index.ts";
import {
  draftCookie,
  readCookieHeader,
  routeTags,
  type RequestCache,
  type RoutePlace,
} from "../../context/index.ts";
import type { CacheAnswer } from "../../cache/index.ts";
import type { PageRequest } from "../../render/index.ts";
import type { Visit } from "../visit.ts";

const leastFreshFirst = ["miss", "stale", "hit"] as const;

/** How often the cache gave what it has, what it lets be served once more, and nothing. */
export type ReadCounts = Record<CacheAnswer["kind"], number>;

/** The cache as one visit sees it; what of it nobody asks for costs nothing. */
export class VisitCache implements RequestCache {
  readonly #visit: Visit;
  #routeTags: readonly string[] | undefined;
  #isDraft: boolean | undefined;
  readonly reads: ReadCounts = { miss: 0, stale: 0, hit: 0 };

  constructor(visit: Visit) {
    this.#visit = visit;
  }

  onRead({ kind }: CacheAnswer): void {
    this.reads[kind] += 1;
  }

  /** The least fresh of what the cache gave; undefined while nobody asked it. */
  get given(): CacheAnswer["kind"] | undefined {
    return leastFreshFirst.find((kind) => this.reads[kind] > 0);
  }

  get cache(): RequestCache["cache"] {
    return this.#visit.server.cache;
  }

  get buildId(): string {
    return this.#visit.app.buildId;
  }

  get profiles(): RequestCache["profiles"] {
    return this.#visit.server.settings.cacheLife;
  }

  get flight(): RequestCache["flight"] {
    return this.#visit.app.renderer.cachedFlight;
  }

  get routeTags(): readonly string[] {
    const { app, server, path, shownUrl } = this.#visit;
    const match = server.matcherOf(app.routes)(path);
    const shown = withoutBasePath(shownUrl.path, server.settings.basePath) ?? shownUrl.path;
    return (this.#routeTags ??= routeTags(placeOf({ match, path, shownUrl: shown })));
  }

  get isDraft(): boolean {
    return (this.#isDraft ??= this.#readDraft());
  }

  showDrafts(isDraft: boolean): void {
    this.#isDraft = isDraft;
  }

  #readDraft(): boolean {
    const header = this.#visit.request.header("cookie");
    if (header?.includes(draftCookie) !== true) return false;
    const token = readCookieHeader(header).get(draftCookie);
    return token !== undefined && this.#visit.server.settings.draftToken.isValid(token);
  }

  writeDraftToken(): string {
    return this.#visit.server.settings.draftToken.write();
  }

  show(place: RoutePlace): void {
    this.#routeTags = routeTags(place);
  }

  get origin(): string {
    return this.#visit.origin;
  }

  fetchOwn(request: Request): Promise<Response> {
    return this.#visit.server.fetchOwn(request, this.#visit.app);
  }
}

/** The route of a page, as `revalidatePath` names it. */
export function placeOf({ match, path, shownUrl = path }: Omit<PageRequest, "search">): RoutePlace {
  const paths = [path, shownUrl.replace(/\?.*$/s, "")];
  if (match === undefined) return { paths, pattern: "/404", folders: [""] };
  const { pattern, segments } = match.route;
  return { paths, pattern, folders: segments.map(({ name }) => name) };
}
