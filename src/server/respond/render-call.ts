import type { Readable } from "node:stream";
import { andThen } from "../../base/index.ts";
import { runWithStore } from "../../context/index.ts";
import {
  mountedPath,
  type Outcome,
  headerNames,
  wireVersion,
  withoutBasePath,
} from "../../protocol/index.ts";
import { writePlainFlight } from "../../protocol/flight/index.ts";
import type { ActionEntry, PageRequest } from "../../render/index.ts";
import { canonicalise, type CanonicalUrl } from "../admit/canonicalise.ts";
import { namedPages } from "../admit/enter-owner.ts";
import { readSegmentKeys } from "../admit/classify-request.ts";
import { askForPage } from "../proxy/ask-for-page.ts";
import { failed } from "../call/judge-end.ts";
import { reportFailure } from "../call/report-failure.ts";
import type { RequestScope } from "../call/request-scope.ts";
import { placeOf } from "../call/visit-cache.ts";
import type { Settlement } from "../call/settle.ts";
import { mountOf, pageOf, visitAt, type Visit } from "../visit.ts";
import { boundStream } from "./bound-stream.ts";
import { findUnsendable, unsendableError } from "./find-unsendable.ts";
import { leaveOutHeld, readHeldPrints } from "./leave-out-held.ts";
import { readRedirectLocation } from "./redirect-location.ts";
import { renderOptionsOf } from "./render-options.ts";
import { readsOfRoute } from "./reads-of-route.ts";

/** The body of a call's answer, and the outcome it tells of: another than the action's when that cannot be sent. */
export interface RenderedCall {
  readonly outcome: Outcome;
  readonly body: string | Readable;
}

/** What was called, and what of its arguments only passes through. */
export interface CallSubject {
  readonly entry: ActionEntry;
  readonly temporaryReferences: WeakMap<object, string>;
}

/** How a call ended, and what of it must be sent. */
export interface CallEnd {
  readonly outcome: Outcome;
  readonly settlement: Settlement;
  /** The answer's body, where it is known already. */
  readonly plain?: string | undefined;
}

/** Renders only what must be sent: plain data in one piece, at once; a page only when something changed or the call redirects to one. */
export function renderCall(
  visit: Visit,
  scope: RequestScope,
  end: CallEnd,
  subject: CallSubject,
): RenderedCall | Promise<RenderedCall> {
  const { outcome, settlement } = end;
  const fail = (error: unknown): RenderedCall => {
    const threw = failed(error, subject.entry, visit);
    return { outcome: threw, body: writePlain(visit, threw) ?? "" };
  };
  const write = (page: PageRequest | undefined): RenderedCall | Promise<RenderedCall> => {
    const plain = page === undefined ? (end.plain ?? writePlain(visit, outcome)) : undefined;
    if (plain !== undefined) return { outcome, body: boundText(plain, visit) };
    const fault = findUnsendable(outcome);
    if (fault !== undefined) return fail(unsendableError(fault));
    return renderFlight(visit, scope, { outcome, page }, subject).then((body) => ({
      outcome,
      body,
    }));
  };
  try {
    const rendered = andThen(pageToSend(visit, scope, outcome, settlement), write);
    return rendered instanceof Promise ? rendered.catch(fail) : rendered;
  } catch (error) {
    return fail(error); // a value whose getters throw, or an answer over its limit
  }
}

/** Writes an outcome without a page in one piece; undefined for what only React can write. */
export function writePlain(visit: Visit, outcome: Outcome): string | undefined {
  const build = `${visit.app.buildId}.${wireVersion}`;
  return outcome.kind === "redirected"
    ? writePlainFlight({ outcome, build, location: outcome.location })
    : writePlainFlight({ outcome, build });
}

function boundText(text: string, { server: { settings } }: Visit): string {
  const { maxAnswerBytes } = settings.limits;
  // A character is at most three bytes of UTF-8: short texts need no counting.
  if (text.length * 3 > maxAnswerBytes && Buffer.byteLength(text) > maxAnswerBytes)
    throw new RangeError(`the answer has more than ${maxAnswerBytes} bytes`);
  return text;
}

async function renderFlight(
  visit: Visit,
  scope: RequestScope,
  { outcome, page }: { readonly outcome: Outcome; readonly page: PageRequest | undefined },
  { entry, temporaryReferences }: CallSubject,
): Promise<Readable> {
  const { limits, log } = visit.server.settings;
  scope.store.phase = "render";
  scope.store.route = readsOfRoute(page?.match?.route.settings);
  if (page !== undefined) scope.store.cache?.show(placeOf(page));
  const held = page === undefined || page.have !== undefined ? undefined : readHeldPrints(visit);
  const model = {
    outcome,
    ...(outcome.kind === "redirected" ? { location: outcome.location } : {}),
    ...(page === undefined
      ? {}
      : { page: held === undefined ? page : { ...page, isApart: true as const } }),
  };
  const options = { ...renderOptionsOf(visit, scope), temporaryReferences };
  const rendered = await runWithStore(scope.store, () =>
    visit.app.renderer.renderAnswer(model, options),
  );
  const stream = held === undefined ? rendered : leaveOutHeld(rendered, held);
  return boundStream(stream, {
    maxBytes: limits.maxAnswerBytes,
    idleMs: limits.answerIdleMs,
    onCut: (reason) => {
      scope.abort(new Error(reason));
      log({
        level: "error",
        line: `edict: the answer of ${entry.file}#${entry.name} was cut: ${reason}`,
      });
    },
    onBreak: (error) =>
      void reportFailure(error, `sending the answer of ${entry.file}#${entry.name}`, log, visit),
  });
}

function pageToSend(
  visit: Visit,
  scope: RequestScope,
  outcome: Outcome,
  settlement: Settlement,
): PageRequest | undefined | Promise<PageRequest | undefined> {
  if (visit.app.endpoint !== undefined) return undefined; // an app without pages
  if (outcome.kind === "redirected")
    return andThen(targetPage(visit, scope, outcome.location), (page) =>
      // What changed may show in a layout that the browser holds; without a change it keeps what it has.
      page === undefined || settlement.revalidated !== "none" ? page : withHeld(page, visit),
    );
  const shows = outcome.kind === "returned" || outcome.kind === "threw";
  return shows && settlement.revalidated !== "none" ? currentPage(visit, scope) : undefined;
}

function withHeld(page: PageRequest, visit: Visit): PageRequest {
  const held = visit.request.header(headerNames.segments);
  const have = held === undefined ? undefined : readSegmentKeys(held);
  return have === undefined ? page : { ...page, have };
}

function targetPage(visit: Visit, scope: RequestScope, location: string): FoundPage {
  const target = readRedirectLocation(location, visit.origin, mountOf(visit));
  if (target?.kind !== "own") return undefined;
  const { basePath } = visit.server.settings;
  const path = mountedPath(target.path, { basePath, trailingSlash: false });
  return findPage(visit, scope, { path, search: target.search });
}

/** The page that started the call, unless it is made of several, which the browser fetches by itself: what the browser says, when it is a page of ours, else the URL posted to. */
function currentPage(visit: Visit, scope: RequestScope): FoundPage {
  const { shownUrl } = visit;
  const [named, ...beside] = namedPages(visit);
  if (beside.length > 0) return undefined;
  const url =
    named === undefined
      ? undefined
      : canonicalise(named, visit.server.settings.mount.trailingSlash);
  if (url?.ok === true && url.value.authority === undefined) {
    const { path, search } = url.value;
    const isHere = path === shownUrl.path && search === "";
    const found = isHere ? undefined : findPage(visit, scope, { path, search });
    // After an action was entered at its own route, the page that called it is another one: it is fetched, not guessed.
    if (found !== undefined || (visit.isReentered && !isHere)) return found;
  }
  return findPage(visit, scope, shownUrl);
}

type FoundPage = PageRequest | undefined | Promise<PageRequest | undefined>;

/**
 * A page of ours that may be put into this answer; undefined for what the browser must load by itself. The visit's own page
 * has passed the proxy already, unless cookies were written since: a session may have ended.
 */
function findPage(
  visit: Visit,
  scope: RequestScope,
  { path: fullPath, search }: Pick<CanonicalUrl, "path" | "search">,
): FoundPage {
  const { shownUrl, server, received } = visit;
  const isHere = fullPath === shownUrl.path && search === shownUrl.search;
  if (isHere && scope.store.pendingCookies.size === 0) return pageAt(visit);
  const path = withoutBasePath(fullPath, server.settings.basePath);
  if (path === undefined) return undefined;
  const url = { path: fullPath, search, authority: undefined };
  const other = { ...visitAt(visit, url, path), request: received, shownUrl: url };
  return andThen(askForPage(other, scope), (passed) => passed && pageAt(passed));
}

/** The page where a visit is; undefined where a file or a handler answers. */
function pageAt(at: Visit): PageRequest | undefined {
  const { app, server, path } = at;
  if (server.settings.staticFiles.has(path)) return undefined;
  const match = server.matcherOf(app.routes)(path);
  return match?.route.kind === "handler" ? undefined : pageOf(at, match);
}
