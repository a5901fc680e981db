import { writeCacheKey, type CacheKey } from "../../cache/cached-values.ts";
import type { RequestCache, RequestStore } from "../request-store.ts";
import { judgeRead, readsOf } from "../route-reads.ts";
import { currentScope } from "./current-scope.ts";
import { keepFetch, type FetchKeeping } from "./keep-fetch.ts";
import type { WholeCacheLife } from "./life-profiles.ts";
import { checkTags } from "./name-value.ts";
import { packResponse, unpackResponse } from "./pack-response.ts";
import { readCached, type CachedValue } from "./read-cached.ts";
import { shareResponse } from "./share-response.ts";

/** What `fetch` takes beside the web's own options. */
export interface FetchCacheInit extends RequestInit {
  readonly next?: {
    /** Seconds until the response is asked for anew; `false`: until it is revalidated; 0: each time. */
    readonly revalidate?: number | false;
    readonly tags?: readonly string[];
  };
}

/** A call of `fetch`, and the web's own. */
export interface FetchCall {
  readonly input: string | URL | Request;
  readonly init: FetchCacheInit | undefined;
  readonly original: typeof fetch;
}

/**
 * Fetches while a request is answered. Kept is what `cache: "force-cache"` or `next.revalidate` asks to be kept: the
 * response of a GET without body, with status 200 and without `Set-Cookie`. A path is answered by the app itself, in
 * process. While a page is rendered, equal requests are sent once.
 * @throws UsageError `invalid-cache-tag`, `invalid-cache-life`, `fetch-cache-conflict`, `dynamic-read` (as a rejection)
 */
export async function fetchInRequest(call: FetchCall, store: RequestStore): Promise<Response> {
  const { input, init = {} } = call;
  const { cache } = store;
  const { next = {}, ...plain } = init;
  const tags = checkTags("fetch()", next.tags ?? []);
  const target = whereTo(call, cache);
  const send = senderOf(call, cache, target);
  if (!isPlainGet(call)) return send(plain);
  const keeping = keepingOf(call, store);
  if (keeping.kind === "sent" || cache === undefined || cache.isDraft) {
    const isShared = store.phase === "render" && init.signal == null && !(input instanceof Request);
    return isShared
      ? shareResponse(store, keyOf(new Request(target, plain), "sent"), () => send(plain))
      : send(plain);
  }
  const request = new Request(target, plain);
  // Whoever began it may leave: others wait for it.
  const value = responseValue(request, keeping.life, () => send({ ...plain, signal: null }));
  const entry = await readCached(store, cache, { ...value, tags });
  return unpackResponse(entry.body);
}

/** Whether the response is kept, as the call and the page's route say. */
function keepingOf({ input, init = {} }: FetchCall, store: RequestStore): FetchKeeping {
  const reads = readsOf(store);
  const keeping = keepFetch({
    mode: init.cache ?? (input instanceof Request ? input.cache : "default"),
    revalidate: init.next?.revalidate,
    route: reads?.fetchCache ?? "auto",
    profiles: store.cache?.profiles,
  });
  if (reads !== undefined && keeping.kind === "sent" && keeping.isAsked)
    judgeRead(reads, "a response of fetch() that is not kept");
  return keeping;
}

function responseValue(
  request: Request,
  life: WholeCacheLife,
  send: () => Promise<Response>,
): Omit<CachedValue, "tags"> {
  const { origin, pathname } = new URL(request.url);
  return {
    key: keyOf(request, "kept"),
    about: `fetch(${origin}${pathname})`,
    life,
    usualLife: life,
    make: async () => {
      const response = await send();
      // It is somebody's, or no answer: given to whoever asked, and not kept.
      if (response.status !== 200 || response.headers.has("set-cookie"))
        currentScope("fetch()").scope.setLife({ ...life, revalidate: 0 });
      return packResponse(response);
    },
  };
}

/** A path is the app's own. */
function isOwnPath(input: FetchCall["input"]): input is string {
  return typeof input === "string" && /^\/(?![/\\])/.test(input);
}

function whereTo({ input }: FetchCall, cache: RequestCache | undefined): FetchCall["input"] {
  return isOwnPath(input) && cache !== undefined ? cache.origin + input : input;
}

function senderOf(
  { input, original }: FetchCall,
  cache: RequestCache | undefined,
  target: FetchCall["input"],
): (init: RequestInit) => Promise<Response> {
  if (isOwnPath(input) && cache !== undefined)
    return (init) => cache.fetchOwn(new Request(target, init));
  return (init) => original(target, init);
}

function isPlainGet({ input, init = {} }: FetchCall): boolean {
  const request = input instanceof Request ? input : undefined;
  const method = init.method ?? request?.method ?? "GET";
  return method.toUpperCase() === "GET" && init.body == null && request?.body == null;
}

/** Everything of a GET that its response may depend on. */
function keyOf(request: Request, kind: "sent" | "kept"): CacheKey {
  const headers = [...request.headers].flat();
  const { url, redirect, credentials, integrity, referrer } = request;
  return writeCacheKey([
    "fetch",
    kind,
    url,
    redirect,
    credentials,
    integrity,
    referrer,
    ...headers,
  ]);
}
