import type { FetchCache } from "../base/index.ts";
import type { CacheScope } from "./cached/cache-scope.ts";
import type { RequestStore } from "./request-store.ts";
import { UsageError } from "./usage-error.ts";

/** What a page may read of its visitor, as its route's settings say. */
export interface RouteReads {
  /**
   * `own`: what the visitor sent. `nothing`: as if nothing had been sent (`force-static`). `refused`: asking is an error
   * (`error`). `ahead`: the page is made for everybody, and given up once it asks.
   */
  readonly visitor: "own" | "nothing" | "refused" | "ahead";
  readonly fetchCache: FetchCache;
  /** Told what a page that is made ahead asks for. */
  readonly onRead?: (what: string) => void;
  /** Of a page that is kept: what it is made of says when it ends. */
  readonly scope?: CacheScope;
}

/** What the page or handler that runs may read; undefined where nothing is said of it. */
export function readsOf({ phase, route }: RequestStore): RouteReads | undefined {
  return phase === "render" || phase === "handler" || phase === "private" ? route : undefined;
}

/**
 * Judges that a page reads `what`, e.g. `cookies()`, where it may not be whatever the visitor sent.
 * @throws UsageError `dynamic-read`; an error that nobody is shown where the page is made ahead
 */
export function judgeRead({ visitor, onRead }: RouteReads, what: string): void {
  if (visitor === "refused")
    throw new UsageError(
      "dynamic-read",
      `${what} was read in a route with dynamic = "error", which is made once for everybody. ` +
        'Read it in a Client Component or an action, or let the route say dynamic = "force-dynamic".',
    );
  if (visitor !== "ahead") return;
  onRead?.(what);
  throw new Error(`This page is made for each request, since it reads ${what}.`);
}
