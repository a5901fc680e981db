import fc from "fast-check";
import { expect, test } from "vitest";
import type { RouteState } from "../../protocol/index.ts";
import { mergePage, type PartialPage } from "./page.ts";
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

/** What a server would send: every segment that the browser does not hold, and the page, marked with `version`. */
function render(url: string, version: number, have: readonly string[] = []): PartialPage<string> {
  const route = routeOf(url);
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

/** A browser and a server in one process, moved by a schedule: what the shell does, without time. */
class World {
  state = start("/0");
  version = 0;
  intent = "/0";
  #lastRequest = 0;
  readonly #wire = new Map<
    number,
    {
      purpose: "navigation" | "refresh" | "call";
      url: string;
      have: readonly string[];
      redirect?: string;
      done?: PartialPage<string>;
    }
  >();

  readonly visit = (url: string): void => {
    this.intent = url;
    this.#go(push(url), false);
  };

  readonly back = (url: string): void => {
    this.intent = url;
    this.#apply({ kind: "popped", url, entry: { mode: "pop", href: url, scroll: true } });
  };

  readonly call = (redirect: string | undefined): void => {
    const request = ++this.#lastRequest;
    this.#apply({ kind: "sent", request, purpose: { kind: "call" } });
    const { url, keys } = this.state.page.route;
    this.#wire.set(request, {
      purpose: "call",
      url,
      have: keys,
      ...(redirect === undefined ? {} : { redirect }),
    });
  };

  /** The server runs the oldest request it has not run, or the one that `pick` falls on. */
  readonly serve = (pick: number): void => {
    const open = [...this.#wire.values()].filter(({ done }) => done === undefined);
    const request = open[pick % open.length];
    if (request === undefined) return;
    if (request.purpose === "call") this.version++;
    const have = request.purpose === "call" ? [] : request.have;
    request.done = render(request.redirect ?? request.url, this.version, have);
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
    } else if (sent.purpose === "call") {
      const followed =
        sent.redirect !== undefined &&
        this.state.page.route.url === sent.url &&
        !(this.state.target !== undefined && this.state.target > request);
      if (followed) this.intent = sent.redirect ?? "";
      const redirect = sent.redirect === undefined ? undefined : push(sent.redirect);
      this.#apply({ kind: "answered", request, revalidated: true, sent: sent.done, redirect });
    } else this.#apply({ kind: "arrived", request, sent: sent.done });
  };

  drain(): void {
    for (let left = 500; this.#wire.size > 0; left--) {
      if (left === 0) throw new Error("never comes to rest");
      this.serve(0);
      this.deliver(0, false);
    }
  }

  #go(entry: Entry, whole: boolean): void {
    const request = ++this.#lastRequest;
    const have = whole ? [] : this.state.page.route.keys;
    this.#apply({ kind: "sent", request, purpose: { kind: "navigation", entry } });
    this.#wire.set(request, { purpose: "navigation", url: entry.href, have });
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
      if (command.kind === "go") this.#go(command.entry, command.whole);
      else if (command.kind === "refetch") this.refresh();
  }
}

test("comes to rest where the visitor wanted to be, with every change on screen, under every schedule", () => {
  const url = fc.constantFrom("/0", "/a", "/a/b", "/a/c", "/d/b", "/d?x");
  const pick = fc.nat({ max: 9 });
  const move = fc.oneof(
    fc.record({ kind: fc.constant("visit" as const), url }),
    fc.record({ kind: fc.constant("back" as const), url }),
    fc.record({ kind: fc.constant("refresh" as const) }),
    fc.record({
      kind: fc.constant("call" as const),
      redirect: fc.option(url, { nil: undefined, freq: 3 }),
    }),
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
        else if (one.kind === "call") world.call(one.redirect);
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
    { numRuns: 3_000 },
  );
});
