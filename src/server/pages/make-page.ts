import type { Filled } from "../../cache/index.ts";
import { CacheScope, endlessLife, routeTags, type RouteReads } from "../../context/index.ts";
import { readSignal } from "../../context/signals.ts";
import type { HtmlOptions, RenderOptions } from "../../render/index.ts";
import type { RouteMatch, RouteSettings } from "../../routing/index.ts";
import { finishTasks } from "../call/finish-tasks.ts";
import type { RequestScope } from "../call/request-scope.ts";
import { placeOf } from "../call/visit-cache.ts";
import { readsOfRoute } from "../respond/reads-of-route.ts";
import { fromResponse } from "../respond/from-response.ts";
import { chooseHandler, runHandler } from "../respond/run-handler.ts";
import { beginPage, renderInTime } from "../respond/render-in-time.ts";
import { openVisit, pageOf, type Visit } from "../visit.ts";
import { writePageBody, type MadePage, type NoPage } from "./page-body.ts";
import type { PageVariant } from "./page-variant.ts";
import { requestToRead } from "./request-to-read.ts";

/** Why a page could not be made for everybody now: it failed, or was too slow. Another time it may be. */
export class PageNotKept extends Error {
  override readonly name = "PageNotKept";
  /** It had nothing to send in time. */
  readonly isLate: boolean;

  constructor(
    message: string,
    { isLate = false, cause }: { isLate?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.isLate = isLate;
  }
}

/**
 * Makes a page for everybody, in the store of a visit that is nobody's; a page that asks for its visitor is given up at
 * once, and what is kept says so. What ends a value that it reads ends the page.
 * @throws PageNotKept
 */
export async function makePage(
  visit: Visit,
  match: RouteMatch,
  variant: PageVariant,
): Promise<Filled> {
  const scope = openVisit(visit, variant.kind === "handler" ? "handler" : "render");
  const kept = new CacheScope(usualLife(match.route.settings));
  const asked: string[] = [];
  scope.store.route = {
    ...readsAhead(match.route.settings),
    scope: kept,
    onRead: (what) => {
      asked.push(what);
      scope.abort(new DOMException(`The page reads ${what}.`, "AbortError"));
    },
  };
  const made = await renderAhead(visit, scope, { match, variant, asked });
  const tags = new Set([...kept.tags, ...routeTags(placeOf(pageOf(visit, match)))]);
  const { madeOf } = kept;
  return {
    body: writePageBody(made),
    tags: [...tags],
    ...kept.timesAt(Date.now()),
    ...(madeOf && { madeOf }),
  };
}

/** As long as its route says, or as what it is made of. */
function usualLife(settings: RouteSettings | undefined): typeof endlessLife {
  const seconds = settings?.revalidate;
  return typeof seconds === "number" ? { ...endlessLife, revalidate: seconds } : endlessLife;
}

function readsAhead(settings: RouteSettings | undefined): RouteReads {
  const reads = readsOfRoute(settings);
  if (reads === undefined) return { visitor: "ahead", fetchCache: "auto" };
  return reads.visitor === "own" ? { ...reads, visitor: "ahead" } : reads;
}

interface AheadRender {
  readonly match: RouteMatch;
  readonly variant: PageVariant;
  /** What the page asked for of its visitor, so far. */
  readonly asked: readonly string[];
}

/** Renders the whole of a page into memory; of one that asked for its visitor only that it did. */
async function renderAhead(
  visit: Visit,
  scope: RequestScope,
  { match, variant, asked }: AheadRender,
): Promise<MadePage | NoPage> {
  const thrown: unknown[] = [];
  const options: RenderOptions = {
    signal: scope.store.signal,
    onError: (error) => {
      thrown.push(error);
      return "ahead";
    },
  };
  try {
    const made = await renderInTime(visit, scope, {
      render: () => renderVariant(visit, scope, { match, variant, options }),
      drop: () => undefined,
      limitMs: beginPage(match)?.limitMs,
    });
    const [what] = asked;
    if (what !== undefined) return { reason: `it reads ${what}` };
    if (made === undefined)
      throw new PageNotKept("it had nothing to send in time", { isLate: true });
    const failure = thrown.find((each) => readSignal(each) === undefined);
    if (failure !== undefined) throw new PageNotKept("it failed", { cause: failure });
    return thrown.length > 0 && !("reason" in made)
      ? { reason: "a part of it is not there" }
      : made;
  } catch (error) {
    const [what] = asked;
    if (what !== undefined) return { reason: `it reads ${what}` };
    if (error instanceof PageNotKept) throw error;
    if (readSignal(error) !== undefined) return { reason: "it leads elsewhere" };
    throw new PageNotKept("it failed", { cause: error });
  } finally {
    void finishTasks(visit, scope);
  }
}

interface VariantRender {
  readonly match: RouteMatch;
  readonly variant: PageVariant;
  readonly options: RenderOptions;
}

async function renderVariant(
  visit: Visit,
  scope: RequestScope,
  { match, variant, options }: VariantRender,
): Promise<MadePage | NoPage> {
  const { renderer } = visit.app;
  const page = pageOf(visit, match);
  const { maxAnswerBytes } = visit.server.settings.limits;
  if (variant.kind === "handler") return runAhead(visit, scope, match);
  if (variant.kind === "segments") {
    const flight = await renderer.renderSegments({ ...page, have: variant.have }, options);
    return { bytes: await collect(flight, maxAnswerBytes), headers: [] };
  }
  const whole: HtmlOptions = { ...options, waitForAll: true, isKept: true };
  const rendered = await renderer.renderHtml(page, whole);
  if (rendered.kind === "redirect") return { reason: "it leads elsewhere" };
  if (rendered.status === 200)
    return { bytes: await collect(rendered.body, maxAnswerBytes), headers: [] };
  rendered.body.destroy();
  return { reason: `its status is ${rendered.status}` };
}

/** Runs what a handler has for GET. What sets a cookie, or is no success, is for whoever asked. */
async function runAhead(
  visit: Visit,
  scope: RequestScope,
  match: RouteMatch,
): Promise<MadePage | NoPage> {
  const handler = chooseHandler(await visit.app.loadHandler(match.route.file), "GET");
  const { route } = scope.store;
  if (handler === undefined || route === undefined) return { reason: "it has no GET" };
  const request = requestToRead(visit, route);
  const response = await runHandler(scope, { handler, match, request });
  const { status, headers, body } = fromResponse(response, visit, scope);
  if (status !== 200) return { reason: `its status is ${status}` };
  if (headers.some(([name]) => name === "set-cookie")) return { reason: "it sets a cookie" };
  if (scope.store.revalidations.length > 0) return { reason: "it revalidates" };
  const { maxAnswerBytes } = visit.server.settings.limits;
  const chunks = body === null ? [] : (body as ReadableStream<Uint8Array>); // a Response has no other
  return { bytes: await collect(chunks, maxAnswerBytes), headers };
}

async function collect(
  body: AsyncIterable<unknown> | Iterable<unknown>,
  maxBytes: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : (chunk as Uint8Array); // what streams of bytes give
    chunks.push(bytes);
    size += bytes.length;
    if (size > maxBytes) throw new PageNotKept(`it has more than ${maxBytes} bytes`);
  }
  return Buffer.concat(chunks);
}
