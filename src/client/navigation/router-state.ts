import { unreachable } from "../../base/index.ts";
import { mergePage, renewPage, type Page, type PartialPage } from "./page.ts";

/** How a page enters the history; `pop` means that the browser is there already. */
export type HistoryMode = "push" | "replace" | "pop";

/** How a page becomes an entry of the history. `href` is path, search and hash. */
export interface Entry {
  readonly mode: HistoryMode;
  readonly href: string;
  /** Scrolls to the top, to the target of the hash, or to where the visitor was. */
  readonly scroll: boolean;
}

/** What a request was sent for. */
export type Purpose =
  | { readonly kind: "navigation"; readonly entry: Entry }
  /** `retry`: boundaries that show a failure try again. */
  | { readonly kind: "refresh"; readonly retry: boolean }
  | { readonly kind: "call" };

interface OpenRequest<E> {
  readonly purpose: Purpose;
  /** What the server was told that the browser holds: the page shown when it was sent, or when its page was fetched ahead. */
  readonly base: Page<E>;
  /** A call changed something after it was sent, so what it brings may be older than that. */
  readonly tainted: boolean;
}

/** Everything the browser knows of where the visitor is. */
export interface RouterState<E> {
  readonly page: Page<E>;
  /** Grows whenever boundaries that show a failure should try again. */
  readonly visit: number;
  /** The page may be older than a change that a call made; a refresh is owed. */
  readonly stale: boolean;
  readonly requests: ReadonlyMap<number, OpenRequest<E>>;
  /** The navigation that is still wanted, of those under way. */
  readonly target: number | undefined;
  /** Pages for back and forward, the newest last. */
  readonly kept: readonly KeptPage<E>[];
}

/** A page that was left. */
export interface KeptPage<E> {
  readonly page: Page<E>;
  /** It may lack a change: it says which segments to fetch, those of its slots too, and is not shown. */
  readonly outdated: boolean;
}

/** What moves the router on. Numbers of requests grow. */
export type RouterEvent<E> =
  | {
      readonly kind: "sent";
      readonly request: number;
      readonly purpose: Purpose;
      readonly base?: Page<E>;
    }
  | { readonly kind: "arrived"; readonly request: number; readonly sent: PartialPage<E> }
  | {
      readonly kind: "answered";
      readonly request: number;
      readonly revalidated: boolean;
      readonly sent: PartialPage<E> | undefined;
      readonly redirect: Entry | undefined;
    }
  | { readonly kind: "failed"; readonly request: number }
  /** The browser went back or forward to `entry`, whose path and search are `url`. */
  | { readonly kind: "popped"; readonly url: string; readonly entry: Entry }
  /** Something changed that no call of this page told of, e.g. in another tab. */
  | { readonly kind: "outdated" };

/** What must be done after an event, in this order. */
export type RouterCommand<E> =
  /** Shows `state.page`; as a visit, when there is an entry. */
  | { readonly kind: "show"; readonly entry?: Entry | undefined }
  /** Fetches the current page whole, unless a clean refresh is under way. */
  | { readonly kind: "refetch" }
  /** Navigates by a request. */
  | ({ readonly kind: "go" } & Going<E>);

/** A navigation by a request. */
export interface Going<E> {
  readonly entry: Entry;
  /** It asks for all segments. */
  readonly whole: boolean;
  /** A page that was left, which is fetched as it was composed then. */
  readonly left?: Page<E> | undefined;
}

/** The router after an event, and what must be done. */
export interface RouterStep<E> {
  readonly state: RouterState<E>;
  readonly commands: readonly RouterCommand<E>[];
}

/** Pages held for back and forward. */
export const maxKeptPages = 20;

/** Makes the state of a document that was just loaded. */
export function firstState<E>(page: Page<E>): RouterState<E> {
  return { page, visit: 0, stale: false, requests: new Map(), target: undefined, kept: [] };
}

/**
 * The rules of navigation. A newer navigation wins over an older one. What a call brings is shown
 * when nothing changed since the call was sent and the visitor is still on its page; otherwise the
 * page the visitor is on by then is fetched again, so that no answer ever takes a change back.
 */
export function reduceRouter<E>(state: RouterState<E>, event: RouterEvent<E>): RouterStep<E> {
  switch (event.kind) {
    case "sent":
      return { state: send(state, event), commands: [] };
    case "failed":
      return { state: close(state, event.request), commands: [] };
    case "popped":
      return pop(state, event);
    case "answered":
      return answer(state, event);
    case "outdated":
      return owe(taint(state));
    case "arrived": {
      const request = state.requests.get(event.request);
      const closed = close(state, event.request);
      if (request?.purpose.kind === "navigation")
        return state.target === event.request
          ? arrive(closed, request, request.purpose.entry, event.sent)
          : { state: closed, commands: [] };
      if (request?.purpose.kind === "refresh")
        return refresh(closed, request, request.purpose.retry, event.sent);
      return { state: closed, commands: [] };
    }
    default:
      return unreachable(event);
  }
}

function send<E>(
  state: RouterState<E>,
  event: Extract<RouterEvent<E>, { kind: "sent" }>,
): RouterState<E> {
  const { request, purpose, base = state.page } = event;
  const requests = new Map(state.requests);
  requests.set(request, { purpose, base, tainted: false });
  return { ...state, requests, target: purpose.kind === "navigation" ? request : state.target };
}

function close<E>(state: RouterState<E>, request: number): RouterState<E> {
  const requests = new Map(state.requests);
  requests.delete(request);
  return { ...state, requests, target: state.target === request ? undefined : state.target };
}

function arrive<E>(
  state: RouterState<E>,
  request: OpenRequest<E>,
  entry: Entry,
  sent: PartialPage<E>,
): RouterStep<E> {
  const merged = mergePage(sent, state.page, request.base);
  if (merged === undefined) return { state, commands: [{ kind: "go", entry, whole: true }] };
  return visit(state, merged.page, isBehind(state, request, merged.retained), entry);
}

/** Tells whether what arrived may lack a change: the request was overtaken by one, or kept a segment from before one. */
function isBehind<E>(state: RouterState<E>, request: OpenRequest<E>, retained: boolean): boolean {
  return request.tainted || (retained && state.stale);
}

/** Moves to another page, and fetches it again when it is known to be behind. */
function visit<E>(
  state: RouterState<E>,
  page: Page<E>,
  stale: boolean,
  entry: Entry,
): RouterStep<E> {
  // The server may have led elsewhere; the hash stays with the visitor, as in a document's redirect.
  const hash = /#.*/.exec(entry.href)?.[0] ?? "";
  return {
    state: {
      ...state,
      page,
      stale,
      visit: state.visit + 1,
      target: undefined,
      kept: keep(state, page),
    },
    commands: showing(stale, { ...entry, href: page.route.url + hash }),
  };
}

/** Shows the page, and fetches it again when it is behind. */
function showing<E>(stale: boolean, entry?: Entry): readonly RouterCommand<E>[] {
  const show = { kind: "show", entry } as const;
  return stale ? [show, { kind: "refetch" }] : [show];
}

function keep<E>(state: RouterState<E>, next: Page<E>): readonly KeptPage<E>[] {
  const { page, stale, kept } = state;
  const { url } = page.route;
  if (url === next.route.url) return kept;
  const others = kept.filter((other) => other.page.route.url !== url);
  return [...others, { page, outdated: stale }].slice(-maxKeptPages);
}

function refresh<E>(
  state: RouterState<E>,
  request: OpenRequest<E>,
  retry: boolean,
  sent: PartialPage<E>,
): RouterStep<E> {
  // Another page is shown by now, and it was fetched after this one was asked for.
  if (state.page.route.url !== request.base.route.url) return { state, commands: [] };
  const merged = request.tainted ? undefined : mergePage(sent);
  if (merged === undefined) return owe(state);
  const { page } = merged;
  // The server sent the visitor elsewhere, e.g. to sign in.
  if (page.route.url !== state.page.route.url)
    return visit(state, page, false, { mode: "replace", href: page.route.url, scroll: true });
  return {
    state: { ...state, page, stale: false, visit: state.visit + (retry ? 1 : 0) },
    commands: [{ kind: "show" }],
  };
}

function owe<E>(state: RouterState<E>): RouterStep<E> {
  return { state: { ...state, stale: true }, commands: [{ kind: "refetch" }] };
}

function answer<E>(
  before: RouterState<E>,
  event: Extract<RouterEvent<E>, { kind: "answered" }>,
): RouterStep<E> {
  const request = before.requests.get(event.request);
  const closed = close(before, event.request);
  const state = event.revalidated ? taint(closed) : closed;
  if (request === undefined) return { state, commands: [] };
  const { sent, redirect } = event;
  if (redirect !== undefined && !movedOn(state, request, event.request)) {
    const merged = sent === undefined ? undefined : mergePage(sent, state.page, request.base);
    if (merged === undefined)
      return { state, commands: [{ kind: "go", entry: redirect, whole: event.revalidated }] };
    return visit(state, merged.page, isBehind(state, request, merged.retained), redirect);
  }
  if (
    redirect === undefined &&
    sent !== undefined &&
    sent.route.url === state.page.route.url &&
    !request.tainted
  ) {
    const merged = mergePage(sent, state.page);
    if (merged === undefined) return owe(state);
    const stale = isBehind(state, request, merged.retained);
    return { state: { ...state, page: merged.page, stale }, commands: showing(stale) };
  }
  return event.revalidated || sent !== undefined ? owe(state) : { state, commands: [] };
}

/** A visitor who went elsewhere since the call was sent is not fetched back by its redirect. */
function movedOn<E>(state: RouterState<E>, request: OpenRequest<E>, number: number): boolean {
  return (
    request.base.route.url !== state.page.route.url ||
    (state.target !== undefined && state.target > number)
  );
}

/** Something changed: whatever was made before may lack it, what is shown included. */
function taint<E>(state: RouterState<E>): RouterState<E> {
  const requests = new Map(
    [...state.requests].map(([number, request]) => [number, { ...request, tainted: true }]),
  );
  const kept = state.kept.map(({ page }) => ({ page, outdated: true }));
  return { ...state, requests, kept, stale: true };
}

function pop<E>(
  state: RouterState<E>,
  { url, entry }: Extract<RouterEvent<E>, { kind: "popped" }>,
): RouterStep<E> {
  const settled = { ...state, target: undefined };
  if (url === state.page.route.url) return { state: settled, commands: [{ kind: "show", entry }] };
  const kept = state.kept.find(({ page }) => page.route.url === url);
  if (kept === undefined || kept.outdated)
    return { state: settled, commands: [{ kind: "go", entry, whole: false, left: kept?.page }] };
  const { page, retained } = renewPage(kept.page, state.page);
  return visit(settled, page, retained && state.stale, entry);
}
