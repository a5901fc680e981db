import fc from "fast-check";
import { expect, test } from "vitest";
import type { RouteState } from "../../protocol/index.ts";
import { mergePage, type Page, type PartialPage } from "./page.ts";
import {
  firstState,
  reduceRouter,
  type Entry,
  type RouterEvent,
  type RouterState,
} from "./router-state.ts";

function routeOf(url: string): RouteState {
  const path = url.replace(/\?.*/, "");
  return { url, pattern: path, params: {}, keys: ["", ...path.split("/").slice(1), "page"] };
}

/** A page that sends its visitors on. */
const landing = (url: string): string => (url === "/moved" ? "/a" : url);

/** What a server would send: every segment that the browser does not hold, and the page, marked with `version`. */
function render(url: string, version: number, have: readonly string[] = []): PartialPage<string> {
  const route = routeOf(landing(url));
  const differs = route.keys.findIndex((key, at) => have[at] !== key);
  const from = differs === -1 ? route.keys.length - 1 : differs;
  const positions = [...route.keys.keys()].filter((at) => at >= from);
  return { route, segments: Object.fromEntries(positions.map((at) => [at, `v${version}`])) };
}

function start(url: string): RouterState<string> {
  const merged = mergePage(render(url, 0));
  if (merged === undefined) throw new Error("a whole page merges");
  return firstState(merged.page);
}

const push = (href: string): Entry => ({ mode: "push", href, scroll: true });

interface Request {
  readonly purpose: "navigation" | "refresh" | "call";
  readonly url: string;
  readonly have: readonly string[];
  /** Whether the call changes something. */
  readonly changes?: boolean;
  readonly redirect?: string;
  done?: PartialPage<string>;
}

/** A browser and a server in one process, moved by a schedule: what the shell does, without time. */
class World {
  state = start("/0");
  version = 0;
  intent = "/0";
  #lastRequest = 0;
  readonly #wire = new Map<number, Request>();
  /** Pages fetched ahead, and the page that was shown then. */
  readonly #ahead = new Map<string, Request & { readonly base: Page<string> }>();

  readonly visit = (url: string): void => {
    this.intent = landing(url);
    this.#go(push(url), false);
  };

  readonly prefetch = (url: string): void => {
    const { page, stale } = this.state;
    // Served at once, so that it is as old as it can be when it is visited.
    const done = render(url, this.version, page.route.keys);
    if (!stale)
      this.#ahead.set(url, {
        purpose: "navigation",
        url,
        have: page.route.keys,
        base: page,
        done,
      });
  };

  /** Another tab changed something. */
  readonly changeElsewhere = (): void => {
    this.version++;
    this.#ahead.clear();
    this.#apply({ kind: "outdated" });
  };

  readonly back = (url: string): void => {
    this.intent = landing(url);
    this.#apply({ kind: "popped", url, entry: { mode: "pop", href: url, scroll: true } });
  };

  readonly call = (redirect: string | undefined, changes: boolean): void => {
    const request = ++this.#lastRequest;
    this.#apply({ kind: "sent", request, purpose: { kind: "call" } });
    const { url, keys } = this.state.page.route;
    this.#wire.set(request, {
      purpose: "call",
      url,
      have: keys,
      changes,
      ...(redirect === undefined ? {} : { redirect }),
    });
  };

  /** The server runs the oldest request it has not run, or the one that `pick` falls on. */
  readonly serve = (pick: number): void => {
    const open = [...this.#wire.values()].filter(({ done }) => done === undefined);
    const request = open[pick % open.length];
    if (request === undefined) return;
    if (request.changes === true) this.version++;
    const have = request.purpose === "call" ? [] : request.have;
    request.done = render(request.redirect ?? request.url, this.version, have);
  };

  /** The server refuses a call: it did not run. */
  readonly refuse = (pick: number): void => {
    const open = [...this.#wire].filter(
      ([, { purpose, done }]) => purpose === "call" && done === undefined,
    );
    const [request] = open[pick % open.length] ?? [];
    if (request === undefined) return;
    this.#wire.delete(request);
    this.#apply({ kind: "failed", request });
  };

  /** An answer reaches the browser, or the connection breaks. */
  readonly deliver = (pick: number, breaks: boolean): void => {
    const open = [...this.#wire].filter(
      ([, { done, purpose }]) => done !== undefined && !(breaks && purpose !== "navigation"),
    );
    const [request, sent] = open[pick % open.length] ?? [];
    if (request === undefined || sent?.done === undefined) return;
    this.#wire.delete(request);
    if (breaks) {
      if (this.state.target === request) this.intent = this.state.page.route.url;
      this.#apply({ kind: "failed", request });
    } else if (sent.purpose === "call") this.#answer(request, sent, sent.done);
    else this.#apply({ kind: "arrived", request, sent: sent.done });
  };

  #answer(request: number, sent: Request, done: PartialPage<string>): void {
    const followed =
      sent.redirect !== undefined &&
      this.state.page.route.url === sent.url &&
      !(this.state.target !== undefined && this.state.target > request);
    if (followed) this.intent = landing(sent.redirect ?? "");
    const revalidated = sent.changes === true;
    if (revalidated) this.#ahead.clear();
    const redirect = sent.redirect === undefined ? undefined : push(sent.redirect);
    // Without a change and a redirect an answer carries no page.
    const page = revalidated || redirect !== undefined ? done : undefined;
    this.#apply({ kind: "answered", request, revalidated, sent: page, redirect });
  }

  drain(): void {
    for (let left = 500; this.#wire.size > 0; left--) {
      if (left === 0) throw new Error("never comes to rest");
      this.serve(0);
      this.deliver(0, false);
    }
  }

  #go(entry: Entry, whole: boolean): void {
    const request = ++this.#lastRequest;
    const ready = whole ? undefined : this.#ahead.get(entry.href);
    this.#ahead.delete(entry.href);
    const have = whole ? [] : this.state.page.route.keys;
    const base = ready?.base ?? this.state.page;
    this.#apply({ kind: "sent", request, purpose: { kind: "navigation", entry }, base });
    this.#wire.set(request, ready ?? { purpose: "navigation", url: entry.href, have });
  }

  refresh(): void {
    const { url } = this.state.page.route;
    for (const { purpose, tainted, base } of this.state.requests.values())
      if (purpose.kind === "refresh" && !tainted && base.route.url === url) return;
    const request = ++this.#lastRequest;
    this.#apply({ kind: "sent", request, purpose: { kind: "refresh", retry: false } });
    this.#wire.set(request, { purpose: "refresh", url, have: [] });
  }

  #apply(event: RouterEvent<string>): void {
    const { state, commands } = reduceRouter(this.state, event);
    this.state = state;
    for (const command of commands)
      if (command.kind === "go")
        this.#go(command.entry, command.whole || command.left !== undefined);
      else if (command.kind === "refetch") this.refresh();
  }
}

test("comes to rest where the visitor wanted to be, with every change on screen, under every schedule", () => {
  const url = fc.constantFrom("/0", "/a", "/a/b", "/a/c", "/d/b", "/d?x", "/moved");
  const pick = fc.nat({ max: 9 });
  const move = fc.oneof(
    fc.record({ kind: fc.constant("visit" as const), url }),
    fc.record({ kind: fc.constant("back" as const), url }),
    fc.record({ kind: fc.constant("refresh" as const) }),
    fc.record({
      kind: fc.constant("call" as const),
      redirect: fc.option(url, { nil: undefined, freq: 3 }),
      changes: fc.boolean(),
    }),
    fc.record({ kind: fc.constant("prefetch" as const), url }),
    fc.record({ kind: fc.constant("change-elsewhere" as const) }),
    fc.record({ kind: fc.constant("refuse" as const), pick }),
    fc.record({ kind: fc.constant("serve" as const), pick }),
    fc.record({ kind: fc.constant("serve" as const), pick }),
    fc.record({ kind: fc.constant("deliver" as const), pick, breaks: fc.boolean() }),
    fc.record({ kind: fc.constant("deliver" as const), pick, breaks: fc.constant(false) }),
  );
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
      const world = new World();
      for (const one of moves)
        if (one.kind === "visit") world.visit(one.url);
        else if (one.kind === "back") world.back(one.url);
        else if (one.kind === "refresh") world.refresh();
        else if (one.kind === "call") world.call(one.redirect, one.changes);
        else if (one.kind === "prefetch") world.prefetch(one.url);
        else if (one.kind === "change-elsewhere") world.changeElsewhere();
        else if (one.kind === "refuse") world.refuse(one.pick);
        else if (one.kind === "serve") world.serve(one.pick);
        else world.deliver(one.pick, one.breaks);
      world.drain();
      const { page, stale, requests, target } = world.state;
      expect({ url: page.route.url, stale, open: requests.size, target }).toEqual({
        url: world.intent,
        stale: false,
        open: 0,
        target: undefined,
      });
      expect(new Set(page.elements)).toEqual(new Set([`v${world.version}`]));
    }),
    { numRuns: process.env["EDICT_LONG"] === "1" ? 100_000 : 10_000 },
  );
});
