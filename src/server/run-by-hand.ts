import { createMemoryCacheStore } from "../cache/index.ts";
import { patchFetch, runAfterTasks, runWithStore, type RequestStore } from "../context/index.ts";
import { parseActionId, type Outcome, type Refusal } from "../protocol/index.ts";
import type { ActionEntry, ActionFunction, AppBuild } from "../render/index.ts";
import { canonicalise } from "./admit/canonicalise.ts";
import { judgeEnd } from "./call/judge-end.ts";
import { moveTags } from "./call/move-tags.ts";
import type { RequestScope } from "./call/request-scope.ts";
import { runAction } from "./call/run-action.ts";
import { createCallStore } from "./call-store.ts";
import { handleRequest } from "./handle-request.ts";
import { resolveServerOptions, type ServerOptions } from "./server-options.ts";
import { createServerRuntime, type ServerRuntime } from "./server-runtime.ts";
import { FetchRequest } from "./web/fetch-request.ts";
import { openVisit, type Visit } from "./visit.ts";

/** A server whose requests are made up: what is asked for runs in one, behind every check of a real one. */
export interface HandServer {
  /** Runs an action in a request, then what it gave to `after()`; never rejects for what the action does. */
  readonly call: (
    request: Request,
    action: ActionFunction,
    args: readonly unknown[],
  ) => Promise<HandRun>;
  /** Runs `fn` as a page's render would, in a request; gives what it gives, and throws what it throws. */
  readonly read: <T>(request: Request, fn: () => T | PromiseLike<T>) => Promise<T>;
}

/** What a call by hand came to. */
export interface HandRun {
  readonly end:
    | { readonly kind: "ended"; readonly outcome: Outcome; readonly thrown: unknown }
    | { readonly kind: "refused"; readonly refusal: Refusal };
  /** As the call left it. */
  readonly store: RequestStore;
  /** How many tasks of `after()` ran, and what those threw that failed. */
  readonly after: { readonly ran: number; readonly failures: readonly unknown[] };
}

/**
 * Makes a server without a build, for calls by hand; its cache is its own.
 * @throws TypeError when an option is wrong; the message names it
 */
export function createHandServer(options: ServerOptions): HandServer {
  const settings = resolveServerOptions(options);
  if (!settings.ok) throw new TypeError(settings.error);
  const stores = {
    store: createCallStore(settings.value.log),
    cacheStore: createMemoryCacheStore(),
  };
  const server = createServerRuntime(settings.value, stores, handleRequest);
  patchFetch();
  return {
    call: (request, action, args) => callByHand(visitOf(request, server), action, args),
    read: async (request, fn) => {
      const { store } = openVisit(visitOf(request, server), "render");
      return runWithStore(store, fn);
    },
  };
}

/** The steps of a call from `run-action` on, in their order: there is no body to read before, and no answer to send behind. */
async function callByHand(
  visit: Visit,
  action: ActionFunction,
  args: readonly unknown[],
): Promise<HandRun> {
  const entry = entryOf(action);
  const scope = openVisit(visit, "action");
  const given = await runAction(visit, entry, { args, scope });
  await moveTags(visit, scope);
  const end: HandRun["end"] = given.ok
    ? {
        kind: "ended",
        outcome: judgeEnd(given.value, entry, visit),
        thrown: given.value.kind === "threw" ? given.value.error : undefined,
      }
    : { kind: "refused", refusal: given.error };
  const after = await runTasks(visit, scope);
  return { end, store: scope.store, after };
}

async function runTasks(visit: Visit, scope: RequestScope): Promise<HandRun["after"]> {
  const failures: unknown[] = [];
  const ran = await runAfterTasks(scope.store, (error) => failures.push(error));
  await moveTags(visit, scope);
  return { ran, failures };
}

function visitOf(request: Request, server: ServerRuntime): Visit {
  const received = new FetchRequest(request);
  const url = canonicalise(received.target, false);
  if (!url.ok)
    throw new TypeError(
      url.error.kind === "moved"
        ? `${received.target} is spelled ${url.error.location} here: use that`
        : `${received.target} is no address that a server answers: ${url.error.reason}`,
    );
  return {
    received,
    request: received,
    url: url.value,
    shownUrl: url.value,
    path: url.value.path,
    origin: new URL(request.url).origin,
    app: noApp,
    server,
    isReentered: false,
    givenId: undefined,
  };
}

function entryOf(action: ActionFunction): ActionEntry {
  const id = "$$id" in action && typeof action.$$id === "string" ? action.$$id : "";
  return {
    id: parseActionId(id) ?? unnamed,
    name: action.name === "" ? "(unnamed)" : action.name,
    file: "(called by hand)",
    line: 1,
    kind: "module",
    captures: [],
    usedBy: [],
    owners: "everywhere",
    load: () => Promise.resolve(action),
  };
}

/** Of a function that the compiler has not seen. */
const unnamed: ActionEntry["id"] = "0".repeat(50) as ActionEntry["id"]; // of the right form

/** An app that has nothing: what asks for more of it is told so. */
const noApp: AppBuild = {
  buildId: "by-hand",
  mode: "production",
  endpoint: "/_edict/actions",
  actions: new Map(),
  routes: { routes: [], root: { name: "", files: {} } },
  loadHandler: () => Promise.reject(nothingThere()),
  renderer: {
    renderSegments: () => Promise.reject(nothingThere()),
    renderAnswer: () => Promise.reject(nothingThere()),
    renderHtml: () => Promise.reject(nothingThere()),
  },
  register: async () => undefined,
};

function nothingThere(): Error {
  return new Error("A call by hand has no app around it: there is nothing to render.");
}
