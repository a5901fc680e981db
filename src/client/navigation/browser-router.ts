import type { ReactNode } from "react";
import type { AnswerPayload, Mount, PagePayload } from "../../protocol/index.ts";
import { fetchPage, type FetchedPage } from "./fetch-page.ts";
import { HistoryEntries } from "./history-entries.ts";
import { firstView } from "./first-view.ts";
import { fillUnchanged, isSameDocument, type Page, type PartialPage } from "./page.ts";
import { fetchAnew } from "./fetch-anew.ts";
import { PrefetchCache } from "./prefetch-cache.ts";
import {
  firstState,
  reduceRouter,
  type Entry,
  type Going,
  type RouterCommand,
  type RouterEvent,
  type RouterState,
} from "./router-state.ts";
import type { CallRouter, NavigateOptions, Router, SentCall, View } from "./router.ts";
import { writePrints } from "./segment-prints.ts";
import { isOwn, leaveTo, pathOf, targetUrl } from "./target-url.ts";

/** Redirects followed softly before the browser takes over, which knows how to end a loop. */
const maxSoftRedirects = 5;

/** What the router tells the world outside its page. */
export interface RouterPorts {
  /** Called when a call changed something. */
  readonly announceChange: () => void;
  /** Called once, when the document is on screen and answers to its visitor. */
  readonly hydrated?: () => void;
}

/** The router of a document: carries out what `reduceRouter` decides, by `fetch`, the history and React. */
export class BrowserRouter implements Router, CallRouter {
  #state: RouterState<ReactNode>;
  #view: View;
  #onScreen: View | undefined;
  #show: ((view: View, urgent: boolean) => void) | undefined;
  /** Whoever waits for the newest view. */
  readonly #viewers: (() => void)[] = [];
  #lastRequest = 0;
  #callsUnderWay = 0;
  readonly #refreshes = new Map<number, Promise<void>>();
  readonly #entries = new HistoryEntries();
  readonly #prefetched = new PrefetchCache();
  readonly #build: string;
  readonly #ports: RouterPorts;

  constructor(initial: PagePayload<ReactNode>, ports: RouterPorts) {
    this.#view = firstView(initial);
    this.#state = firstState(this.#view.page);
    this.#build = initial.build;
    this.#ports = ports;
  }

  get view(): View {
    return this.#view;
  }

  get url(): string {
    return (this.#onScreen ?? this.#view).page.route.url;
  }

  connect(show: (view: View, urgent: boolean) => void): () => void {
    this.#show = show;
    return () => {
      this.#show = undefined;
    };
  }

  committed(view: View): void {
    const before = this.#onScreen;
    this.#onScreen = view;
    // Tells tools that drive the browser that the page answers to them.
    document.documentElement.dataset["edict"] = "ready";
    if (view.entry !== undefined && view.entry !== before?.entry) this.#entries.enter(view.entry);
    if (before === undefined) this.#ports.hydrated?.();
    if (view !== this.#view) return;
    for (const seen of this.#viewers.splice(0)) seen();
  }

  onScreen(): Promise<void> {
    if (this.#view === this.#onScreen) return Promise.resolve();
    return new Promise((resolve) => this.#viewers.push(resolve));
  }

  async navigate(
    href: string,
    mode: "push" | "replace",
    options: NavigateOptions = {},
  ): Promise<void> {
    const { mount } = this.#state.page.route;
    const url = targetUrl(href, mount);
    // The browser knows best how to scroll to a hash of the page that is shown.
    const onPage = url.hash !== "" && url.pathname + url.search === this.url;
    if (!isOwn(url, mount)) leaveTo(url.href, mode);
    else if (onPage) location[mode === "push" ? "assign" : "replace"](url.href);
    else {
      const entry = { mode, href: pathOf(url), scroll: options.scroll ?? true };
      await this.#go({ entry, whole: false }, 0);
    }
  }

  refresh(retry: boolean): Promise<void> {
    this.#prefetched.clear();
    return this.#refetch(retry);
  }

  prefetch(href: string): void {
    const { mount } = this.#state.page.route;
    const url = targetUrl(href, mount);
    const key = url.pathname + url.search;
    const base = this.#state.page;
    if (
      !isOwn(url, mount) ||
      key === base.route.url ||
      this.#state.stale ||
      this.#prefetched.has(key)
    )
      return;
    const fetched = fetchPage(key, base.route.keys);
    this.#prefetched.set(key, { fetched, base });
    // Nobody may ever visit it; the visit itself tries again.
    fetched.catch(() => this.#prefetched.take(key));
  }

  /** Follows the browser's back and forward. */
  popped(): void {
    this.#entries.popped();
    const url = location.pathname + location.search;
    const entry: Entry = { mode: "pop", href: url + location.hash, scroll: true };
    this.#apply({ kind: "popped", url, entry }, this.#callsUnderWay > 0).catch(() =>
      location.reload(),
    );
  }

  /** Forgets what is held, because something changed outside this page, and fetches the page again. */
  outdated(): void {
    this.#prefetched.clear();
    this.#apply({ kind: "outdated" }, false).catch(reportError);
  }

  callSent(): SentCall {
    const request = ++this.#lastRequest;
    this.#callsUnderWay++;
    void this.#apply({ kind: "sent", request, purpose: { kind: "call" } }, false);
    const { route, sources = {} } = this.#state.page;
    const beside = [...new Set(Object.values(sources))];
    const prints = writePrints(this.#state.page);
    return { request, build: this.#build, keys: route.keys, prints, beside };
  }

  async callAnswered(
    { request }: SentCall,
    answer: AnswerPayload<ReactNode>,
    revalidated: boolean,
  ): Promise<void> {
    this.#callsUnderWay--;
    if (revalidated) {
      this.#prefetched.clear();
      this.#ports.announceChange();
    }
    const redirect = redirectOfAnswer(answer, this.#state.page.route.mount);
    // A page that is made of several is not sent with an answer: it is fetched, each part from its own address.
    const isComposed = this.#state.page.sources !== undefined && redirect === undefined;
    const { base } = this.#state.requests.get(request) ?? {};
    const page = isComposed ? undefined : pageOfAnswer(answer, base);
    const isOurs =
      page === undefined
        ? redirect === undefined || answer.build === this.#build
        : this.#isOurs({ build: answer.build, route: page.route });
    if (!isOurs || redirect?.own === false) {
      this.#close(request);
      leaveTo(redirect?.entry.href ?? location.href, redirect?.entry.mode ?? "pop");
      return;
    }
    await this.#showAnswer({ request, revalidated, sent: page, redirect: redirect?.entry }, base);
  }

  async #showAnswer(
    answer: Omit<Extract<RouterEvent<ReactNode>, { kind: "answered" }>, "kind">,
    base: Page<ReactNode> | undefined,
  ): Promise<void> {
    // The call itself succeeded: that its page could not be fetched is told apart from it.
    const shown = this.#apply({ kind: "answered", ...answer }, false).catch(reportError);
    // A page that the visitor went to meanwhile may take long: the call is over without it.
    if (base === undefined || base.route.url === this.#state.page.route.url) await shown;
  }

  callFailed({ request }: SentCall): void {
    this.#callsUnderWay--;
    this.#close(request);
  }

  #close(request: number): void {
    void this.#apply({ kind: "failed", request }, false);
  }

  async #apply(event: RouterEvent<ReactNode>, urgent: boolean): Promise<void> {
    const { state, commands } = reduceRouter(this.#state, event);
    this.#state = state;
    await Promise.all(commands.map((command) => this.#run(command, urgent)));
  }

  async #run(command: RouterCommand<ReactNode>, urgent: boolean): Promise<void> {
    switch (command.kind) {
      case "show":
        return this.#display(command.entry, urgent);
      case "refetch":
        return this.#refetch(false);
      case "go":
        return this.#go(command, 0);
    }
  }

  #display(entry: Entry | undefined, urgent: boolean): void {
    const waiting = this.#view === this.#onScreen ? undefined : this.#view.entry;
    if (entry !== undefined && entry.mode !== "pop") this.#entries.leave();
    // An entry that is not on screen yet was not written either: what replaces it is written in its place.
    const merged =
      entry?.mode === "replace" && waiting?.mode === "push"
        ? { ...entry, mode: "push" as const }
        : entry;
    const { page, visit } = this.#state;
    this.#view = { page, visit, entry: merged ?? waiting };
    this.#show?.(this.#view, urgent);
  }

  /** Fetches what a navigation leads to; `base` is the page that the server was told of. */
  #fetch({ entry, whole, left }: Going<ReactNode>): {
    readonly fetched: Promise<FetchedPage>;
    readonly base: Page<ReactNode>;
  } {
    const base = this.#state.page;
    if (left !== undefined) return { fetched: fetchAnew(left, false), base };
    const url = entry.href.replace(/#.*/, "");
    if (whole) return { fetched: fetchPage(url, []), base };
    return this.#prefetched.take(url) ?? { fetched: fetchPage(url, base.route.keys), base };
  }

  async #go(going: Going<ReactNode>, redirects: number): Promise<void> {
    const { entry } = going;
    const { fetched: fetching, base } = this.#fetch(going);
    const request = ++this.#lastRequest;
    void this.#apply(
      { kind: "sent", request, purpose: { kind: "navigation", entry }, base },
      false,
    );
    const fetched = await this.#settled(request, fetching);
    if (this.#state.target !== request) return this.#close(request);
    if (fetched.kind === "page" && this.#isOurs(fetched.payload))
      return this.#apply(
        { kind: "arrived", request, sent: fetched.payload },
        this.#callsUnderWay > 0,
      );
    this.#close(request);
    if (fetched.kind !== "redirect" || redirects >= maxSoftRedirects)
      return leaveTo(entry.href, entry.mode);
    const { mount } = base.route;
    const to = targetUrl(fetched.href, mount);
    const mode = entry.mode === "pop" ? "replace" : entry.mode;
    if (!isOwn(to, mount)) return leaveTo(to.href, mode);
    return this.#go({ entry: { ...entry, mode, href: pathOf(to) }, whole: false }, redirects + 1);
  }

  /** Fetches the current page whole, or waits for the refresh under way where that will do. */
  #refetch(retry: boolean): Promise<void> {
    const underWay = retry ? undefined : this.#cleanRefresh();
    if (underWay !== undefined) return underWay;
    const request = ++this.#lastRequest;
    const done = this.#fetchAgain(request, retry).finally(() => this.#refreshes.delete(request));
    this.#refreshes.set(request, done);
    return done;
  }

  #cleanRefresh(): Promise<void> | undefined {
    for (const [request, { purpose, tainted, base }] of this.#state.requests)
      if (purpose.kind === "refresh" && !tainted && base.route.url === this.#state.page.route.url)
        return this.#refreshes.get(request);
    return undefined;
  }

  async #fetchAgain(request: number, retry: boolean): Promise<void> {
    const { page } = this.#state;
    const { url } = page.route;
    void this.#apply({ kind: "sent", request, purpose: { kind: "refresh", retry } }, false);
    const fetched = await this.#settled(request, fetchAnew(page, retry));
    if (fetched.kind === "page" && this.#isOurs(fetched.payload))
      return this.#apply({ kind: "arrived", request, sent: fetched.payload }, false);
    this.#close(request);
    if (this.#state.page.route.url !== url) return;
    if (fetched.kind === "redirect") await this.navigate(fetched.href, "replace");
    else location.reload();
  }

  /** Another build's elements need another build's code, and those of another root layout a document of their own. */
  #isOurs({ build, route }: Pick<PagePayload<ReactNode>, "build" | "route">): boolean {
    return build === this.#build && isSameDocument(route, this.#state.page.route);
  }

  async #settled(request: number, fetched: Promise<FetchedPage>): Promise<FetchedPage> {
    try {
      return await fetched;
    } catch (error) {
      const { purpose } = this.#state.requests.get(request) ?? {};
      const unwanted = purpose?.kind === "navigation" && this.#state.target !== request;
      this.#close(request);
      if (!unwanted) throw error;
      return { kind: "foreign" }; // looked at by nobody: another navigation took over
    }
  }
}

function pageOfAnswer(
  { route, segments, unchanged, head }: AnswerPayload<ReactNode>,
  base: Page<ReactNode> | undefined,
): PartialPage<ReactNode> | undefined {
  if (route === undefined || segments === undefined) return undefined;
  const sent = { route, segments, unchanged, head };
  return base === undefined ? sent : fillUnchanged(sent, base);
}

function redirectOfAnswer(
  { outcome, location: target }: AnswerPayload<ReactNode>,
  mount: Mount | undefined,
): { readonly own: boolean; readonly entry: Entry } | undefined {
  if (outcome.kind !== "redirected") return undefined;
  const url = targetUrl(target ?? outcome.location, mount);
  const own = isOwn(url, mount);
  const mode = outcome.replace ? "replace" : "push";
  return { own, entry: { mode, href: own ? pathOf(url) : url.href, scroll: true } };
}
