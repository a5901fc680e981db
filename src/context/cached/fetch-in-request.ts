import { writeCacheKey, type CacheKey } from "../../cache/cached-values.ts";
import type { RequestCache, RequestStore } from "../request-store.ts";
import { currentScope } from "./current-scope.ts";
import { endlessLife, resolveLife, type WholeCacheLife } from "./life-profiles.ts";
import { checkTags } from "./name-value.ts";
import { packResponse, unpackResponse } from "./pack-response.ts";
import { readCached } from "./read-cached.ts";
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
 * @throws UsageError `invalid-cache-tag`, `invalid-cache-life` (as a rejection)
 */
export async function fetchInRequest(call: FetchCall, store: RequestStore): Promise<Response> {
  const { input, init = {} } = call;
  const { cache } = store;
  const { next = {}, ...plain } = init;
  const tags = checkTags("fetch()", next.tags ?? []);
  const mode = init.cache ?? (input instanceof Request ? input.cache : "default");
  const life = lifeOf(next, mode, cache);
  const target = whereTo(call, cache);
  const send = senderOf(call, cache, target);
  if (!isPlainGet(call)) return send(plain);
  const isKept = life !== undefined && cache !== undefined && !cache.isDraft;
  if (!isKept) {
    const isShared = store.phase === "render" && init.signal == null && !(input instanceof Request);
    return isShared
      ? shareResponse(store, keyOf(new Request(target, plain), "sent"), () => send(plain))
      : send(plain);
  }
  const request = new Request(target, plain);
  const { origin, pathname } = new URL(request.url);
  const entry = await readCached(store, cache, {
    key: keyOf(request, "kept"),
    about: `fetch(${origin}${pathname})`,
    tags,
    life,
    usualLife: life,
    make: async () => {
      // Whoever began it may leave: others wait for it.
      const response = await send({ ...plain, signal: null });
      // It is somebody's, or no answer: given to whoever asked, and not kept.
      if (response.status !== 200 || response.headers.has("set-cookie"))
        currentScope("fetch()").scope.setLife({ ...life, revalidate: 0 });
      return packResponse(response);
    },
  });
  return unpackResponse(entry.body);
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

/** Undefined for what is not kept, which is what `fetch` does unless it is told otherwise. */
function lifeOf(
  { revalidate }: NonNullable<FetchCacheInit["next"]>,
  mode: Request["cache"],
  cache: RequestCache | undefined,
): WholeCacheLife | undefined {
  if (mode === "no-store" || mode === "no-cache" || mode === "reload" || revalidate === 0)
    return undefined;
  if (revalidate === false) return endlessLife;
  if (revalidate !== undefined)
    return resolveLife(
      "fetch()",
      { revalidate, expire: Number.POSITIVE_INFINITY },
      cache?.profiles,
    );
  return mode === "force-cache" ? endlessLife : undefined;
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
