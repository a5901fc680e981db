import { Readable } from "node:stream";
import type { ActionEntry, ActionFunction, AppBuild, Renderer } from "../../src/render/index.ts";
import type { ActionId, ActionLookup } from "../../src/protocol/index.ts";
import type { Route, RouteTable } from "../../src/routing/index.ts";

/** Makes an id of the right form from a word: equal words, equal ids. */
export function idOf(word: string, signature = "00000000"): ActionId {
  const hex = Buffer.from(word).toString("hex").padEnd(40, "0").slice(0, 40);
  return `${hex}ff${signature}` as ActionId; // 50 hex characters by construction
}

/** What of an app ran, in order: a refused request must leave it empty. */
export type Trace = string[];

/** An action of a fake app. */
export interface FakeAction {
  readonly run: ActionFunction;
  readonly captures?: readonly string[];
  readonly signature?: string;
  readonly settings?: NonNullable<ActionEntry["settings"]>;
  /** Patterns of its routes. Default: everywhere. */
  readonly owners?: readonly string[];
}

/** A fake app with pages `/`, `/posts/[id]` and a handler `/api`; its renderer writes what it was asked for as text. */
export interface FakeApp {
  readonly build: AppBuild;
  readonly trace: Trace;
}

/** What a fake app has beside its pages. */
export interface FakeAppParts {
  readonly actions?: Readonly<Record<string, ActionFunction | FakeAction>>;
  readonly handler?: Readonly<Record<string, unknown>>;
  readonly renderer?: Partial<Renderer>;
  readonly mode?: AppBuild["mode"];
  /** What `proxy.ts` exports. */
  readonly proxy?: Readonly<Record<string, unknown>>;
  /** Static pages beside `/`, as the names of their folders. */
  readonly pages?: readonly string[];
  /** What a route says of itself, by its pattern. */
  readonly settings?: Readonly<Record<string, NonNullable<Route["settings"]>>>;
  /** As `instrumentation.ts` exports it. */
  readonly onRequestError?: AppBuild["onRequestError"];
}

export function fakeApp(parts: FakeAppParts = {}): FakeApp {
  const trace: Trace = [];
  const actions = new Map<ActionLookup, ActionEntry>();
  for (const [name, given] of Object.entries(parts.actions ?? {})) {
    const action = typeof given === "function" ? { run: given } : given;
    const id = idOf(name, action.signature);
    const load = (): Promise<ActionFunction> => {
      trace.push(`load ${name}`);
      return Promise.resolve((...args) => {
        trace.push(`run ${name}`);
        return action.run(...args);
      });
    };
    actions.set(id.slice(0, 40) as ActionLookup, entryOf(id, name, action, load)); // as lookupOf does
  }
  const build: AppBuild = {
    buildId: "b1",
    mode: parts.mode ?? "production",
    actions,
    routes: { ...routes, routes: [...pagesOf(parts), ...routes.routes].map(saying(parts)) },
    ...proxyOf(parts, trace),
    register: async () => undefined,
    ...(parts.onRequestError === undefined ? {} : { onRequestError: parts.onRequestError }),
    loadHandler: () => {
      trace.push("load handler");
      return Promise.resolve(parts.handler ?? {});
    },
    renderer: { ...fakeRenderer(trace), ...parts.renderer },
  };
  return { build, trace };
}

function entryOf(
  id: ActionId,
  name: string,
  action: FakeAction,
  load: ActionEntry["load"],
): ActionEntry {
  const captures = action.captures ?? [];
  const kind = captures.length > 0 ? "inline" : "module";
  return {
    id,
    name,
    file: "app/actions.ts",
    line: 1,
    kind,
    captures,
    usedBy: [],
    owners: action.owners ?? "everywhere",
    ...(action.settings === undefined ? {} : { settings: action.settings }),
    load,
  };
}

function pagesOf({ pages = [] }: FakeAppParts): Route[] {
  return pages.map((name) => route("page", [name]));
}

function saying({ settings = {} }: FakeAppParts): (route: Route) => Route {
  return (each) => {
    const own = settings[each.pattern];
    return own === undefined ? each : { ...each, settings: own };
  };
}

function proxyOf({ proxy }: FakeAppParts, trace: Trace): Pick<AppBuild, "proxy"> {
  if (proxy === undefined) return {};
  const load = (): Promise<Readonly<Record<string, unknown>>> => {
    trace.push("load proxy");
    return Promise.resolve(proxy);
  };
  return { proxy: { file: "proxy.ts", load } };
}

const route = (kind: Route["kind"], names: readonly string[]): Route => ({
  kind,
  pattern: `/${names.join("/")}`,
  file: `app/${[...names, kind === "page" ? "page.tsx" : "route.ts"].join("/")}`,
  segments: ["", ...names].map((name) => ({ name, files: {} })),
});

const routes: RouteTable = {
  routes: [route("page", []), route("page", ["posts", "[id]"]), route("handler", ["api"])],
  root: { name: "", files: {} },
};

/** Writes a text stream that says what was asked for. */
function fakeRenderer(trace: Trace): Renderer {
  return {
    renderSegments: (page) => {
      trace.push("render segments");
      return Promise.resolve(bytes(`segments ${describePage(page)} have=${String(page.have)}`));
    },
    renderAnswer: ({ outcome, location, page }) => {
      trace.push("render answer");
      const shown =
        page === undefined ? "no page" : `${describePage(page)} have=${String(page.have)}`;
      return Promise.resolve(bytes(`answer ${outcome.kind} location=${String(location)} ${shown}`));
    },
    renderHtml: (page, { formState, failure, waitForAll }) => {
      trace.push("render html");
      const status = page.match === undefined ? 404 : 200;
      const state = JSON.stringify({ formState, failure, waitForAll });
      return Promise.resolve({
        kind: "html",
        status,
        body: bytes(`<p>${describePage(page)}</p>${state}`),
      });
    },
  };
}

function describePage(page: Parameters<Renderer["renderSegments"]>[0]): string {
  const shown = page.shownUrl === undefined ? "" : ` shown as ${page.shownUrl}`;
  return `${page.match?.route.pattern ?? "(none)"} ${page.path}${page.search}${shown}`;
}

/** A stream of bytes, as React's are. */
function bytes(text: string): Readable {
  return Readable.from([Buffer.from(text)]);
}
