import { holdsTag } from "../../base/index.ts";
import type { Answered } from "../../storage/index.ts";
import { writeCacheKey, type CacheKey } from "../../cache/cached-values.ts";
import type { CacheAnswer } from "../../cache/index.ts";
import { flightType, headerNames } from "../../protocol/index.ts";
import type { RouteMatch } from "../../routing/index.ts";
import { refuse, reportOf } from "../respond/refuse.ts";
import { beginPage, renderTimedOut } from "../respond/render-in-time.ts";
import type { ServerAnswer } from "../server-answer.ts";
import type { Visit } from "../visit.ts";
import { blankVisit } from "./blank-visit.ts";
import { makePage, PageNotKept } from "./make-page.ts";
import { mayKeepPage } from "./may-keep-page.ts";
import { offerPage } from "./offer-page.ts";
import { readPageBody, type PageBody } from "./page-body.ts";
import { variantName, type PageVariant } from "./page-variant.ts";

/**
 * Answers with a page that was made for everybody, where its route asks for that; it is made now where there is none.
 * Undefined for whatever is rendered for each request.
 */
export function answerKeptPage(
  visit: Visit,
  match: RouteMatch | undefined,
  variant: PageVariant,
): Answered<ServerAnswer | undefined> {
  if (!mayKeepPage(visit, match)) return undefined;
  const name = variantName(match, variant);
  if (name === undefined) return undefined;
  const { app, server, path, shownUrl, origin } = visit;
  const { activeKid } = server.settings;
  const key = writeCacheKey(["page", app.buildId, activeKid, origin, path, shownUrl.path, name]);
  const about = `${aboutOf[variant.kind]} ${path}`;
  const read = (): Answered<ServerAnswer | undefined> =>
    readPage(visit, { match, variant, key, about });
  const offering = variant.kind === "document" ? offerPage(visit, key, about) : undefined;
  return offering === undefined ? read() : offering.then(read);
}

const aboutOf = { document: "page", segments: "segments of", handler: "handler at" } as const;

interface AskedPage {
  readonly match: RouteMatch;
  readonly variant: PageVariant;
  readonly key: CacheKey;
  readonly about: string;
}

function readPage(
  visit: Visit,
  { match, variant, key, about }: AskedPage,
): Answered<ServerAnswer | undefined> {
  const { server } = visit;
  const read = server.cache.read({
    key,
    about,
    alsoTags: none,
    changedTags: noChange,
    fill: () => server.outsideRequests(() => makePage(blankVisit(visit), match, variant)),
  });
  if (!(read instanceof Promise)) return answerRead(visit, read, variant);
  return read.then(
    (late) => answerRead(visit, late, variant),
    (error: unknown) => {
      if (!(error instanceof PageNotKept)) throw error;
      if (!error.isLate) return undefined; // rendered for this request, which shows and tells what is wrong
      return refuse(renderTimedOut(visit, beginPage(match)?.limitMs), reportOf(visit));
    },
  );
}

const none: readonly string[] = [];
const noChange: ReadonlySet<string> = new Set();

/** What was read of an entry, by its body: a store in memory gives the same one each time. */
const known = new WeakMap<Uint8Array, PageBody>();

function answerRead(
  visit: Visit,
  { kind, entry }: CacheAnswer,
  variant: PageVariant,
): ServerAnswer | undefined {
  let body = known.get(entry.body);
  if (body === undefined) {
    body = readPageBody(entry.body);
    if (body === undefined) return undefined;
    known.set(entry.body, body);
  }
  if (body.kind === "per-request") return undefined;
  const { etag, bytes, headers } = body;
  const isHeld = holdsTag(visit.request.header("if-none-match"), etag);
  return {
    status: isHeld ? 304 : 200,
    headers: [...headersOf(visit, variant, headers), ["etag", etag], [headerNames.cache, kind]],
    body: isHeld || visit.request.method === "HEAD" ? null : bytes,
  };
}

/** Browsers and proxies may keep it and must ask each time: nothing that ended is shown, and the app's own proxy is asked. */
function headersOf(
  { app }: Visit,
  { kind }: PageVariant,
  own: ServerAnswer["headers"],
): ServerAnswer["headers"] {
  const access = app.proxy === undefined ? "public" : "private";
  const caching = ["cache-control", `${access}, max-age=0, must-revalidate`] as const;
  if (kind === "handler") {
    const says = own.some(([name]) => name === "cache-control");
    return [...own.filter(([name]) => name !== "etag"), ...(says ? [] : [caching])];
  }
  return [
    ["content-type", kind === "document" ? "text/html; charset=utf-8" : flightType],
    caching,
    ...(kind === "document" ? [frameRule] : []),
    ["x-content-type-options", "nosniff"],
    ["vary", `accept, ${headerNames.segments}`],
  ];
}

const frameRule = ["content-security-policy", "frame-ancestors 'self'"] as const;
