import type { Readable } from "node:stream";
import type { Filled } from "../../cache/index.ts";
import { CacheScope, endlessLife, routeTags, type RouteReads } from "../../context/index.ts";
import { readSignal } from "../../context/signals.ts";
import type { HtmlOptions, RenderOptions } from "../../render/index.ts";
import type { RouteMatch, RouteSettings } from "../../routing/index.ts";
import { finishTasks } from "../call/finish-tasks.ts";
import type { RequestScope } from "../call/request-scope.ts";
import { placeOf } from "../call/visit-cache.ts";
import { readsOfRoute } from "../respond/reads-of-route.ts";
import { beginPage, renderInTime } from "../respond/render-in-time.ts";
import { openVisit, pageOf, type Visit } from "../visit.ts";
import { writePageBody } from "./page-body.ts";
import type { PageVariant } from "./page-variant.ts";

/** Why a page was not made for everybody, though it reads nothing of a visitor: it failed, ended elsewhere, or is none. */
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
  const scope = openVisit(visit, "render");
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
  const bytes = await renderAhead(visit, scope, { match, variant, asked });
  const tags = new Set([...kept.tags, ...routeTags(placeOf(pageOf(visit, match)))]);
  const [reads] = asked;
  const { madeOf } = kept;
  return {
    body: writePageBody(reads === undefined ? { bytes } : { reads }),
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

/** Renders the whole of a page into memory; nothing of one that asked for its visitor. */
async function renderAhead(
  visit: Visit,
  scope: RequestScope,
  { match, variant, asked }: AheadRender,
): Promise<Uint8Array> {
  const failures: unknown[] = [];
  const options: RenderOptions = {
    signal: scope.store.signal,
    onError: (error) => {
      failures.push(error);
      return "ahead";
    },
  };
  try {
    const bytes = await renderInTime(visit, scope, {
      render: () => renderVariant(visit, { match, variant, options }),
      drop: () => undefined,
      limitMs: beginPage(match)?.limitMs,
    });
    if (asked.length > 0) return new Uint8Array();
    if (bytes === undefined)
      throw new PageNotKept("it had nothing to send in time", { isLate: true });
    if (failures.length > 0) throw new PageNotKept("a part of it failed, or is not found");
    return bytes;
  } catch (error) {
    if (asked.length > 0) return new Uint8Array();
    const failure = failures.find((each) => readSignal(each) === undefined);
    if (!(error instanceof PageNotKept))
      throw new PageNotKept("it failed", { cause: failure ?? error });
    if (failure === undefined || error.cause !== undefined) throw error;
    throw new PageNotKept(error.message, { cause: failure });
  } finally {
    void finishTasks(visit, scope);
  }
}

async function renderVariant(
  visit: Visit,
  {
    match,
    variant,
    options,
  }: { readonly match: RouteMatch; readonly variant: PageVariant; readonly options: RenderOptions },
): Promise<Uint8Array> {
  const { renderer } = visit.app;
  const page = pageOf(visit, match);
  const { maxAnswerBytes } = visit.server.settings.limits;
  if (variant.kind === "segments")
    return collect(
      await renderer.renderSegments({ ...page, have: variant.have }, options),
      maxAnswerBytes,
    );
  const whole: HtmlOptions = { ...options, waitForAll: true, isKept: true };
  const rendered = await renderer.renderHtml(page, whole);
  if (rendered.kind === "redirect") throw new PageNotKept("it leads elsewhere");
  if (rendered.status === 200) return collect(rendered.body, maxAnswerBytes);
  rendered.body.destroy();
  throw new PageNotKept(`its status is ${rendered.status}`);
}

async function collect(body: Readable, maxBytes: number): Promise<Uint8Array> {
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
