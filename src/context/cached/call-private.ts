import type { CacheAnswer } from "../../cache/cached-values.ts";
import { maybeStore } from "../current-store.ts";
import { runWithStore } from "../request-storage.ts";
import type { RequestStore } from "../request-store.ts";
import { judgeRead, readsOf } from "../route-reads.ts";
import { CacheScope } from "./cache-scope.ts";
import { endlessLife } from "./life-profiles.ts";
import { ofVisitor } from "./of-visitor.ts";
import { prepareCall, type Closure, type PreparedCall } from "./prepare-call.ts";
import { PrivateStore } from "./private-store.ts";

type Made = Pick<CacheAnswer, "kind" | "entry">;

/** What was made for the page that is rendered; it goes with its request. */
const made = new WeakMap<RequestStore, Map<string, Promise<Made>>>();

/**
 * Calls a function with `"use cache: private"`; compiled code does. It may read the visitor's cookies and headers, so its
 * value is nobody else's: equal calls of one page make it once, and it is never in the cache.
 * @param id file and name, e.g. `app/cart.ts#readCart`
 * @throws UsageError `uncacheable-value`; `request-in-cached-function` in a function whose values are kept; `dynamic-read` (as a rejection)
 */
export async function callPrivate(
  id: string,
  closure: Closure,
  args: readonly unknown[],
  run: (...args: unknown[]) => unknown,
): Promise<unknown> {
  const store = maybeStore();
  if (store === undefined) return run(...args);
  const what = `The value of ${id} ("use cache: private")`;
  if (store.phase === "cache") throw ofVisitor(what);
  const reads = readsOf(store);
  if (reads !== undefined) judgeRead(reads, what);
  const { cache } = store;
  if (cache === undefined)
    return runWithStore(new PrivateStore(store, new CacheScope(endlessLife)), () => run(...args));
  const call = await prepareCall({ id, closure, args, run }, cache);
  const value = await makeOnce(store, id, call);
  (store.scope ?? store.route?.scope)?.take(value);
  return call.read(value.entry);
}

/** While a page is rendered nothing changes; in an action each call is to see what was changed before it. */
function makeOnce(store: RequestStore, id: string, call: PreparedCall): Promise<Made> {
  const page = store instanceof PrivateStore ? store.page : store;
  if (page.phase !== "render") return make(store, id, call);
  let known = made.get(page);
  if (known === undefined) made.set(page, (known = new Map()));
  let value = known.get(call.key);
  if (value === undefined) known.set(call.key, (value = make(store, id, call)));
  return value;
}

async function make(store: RequestStore, about: string, call: PreparedCall): Promise<Made> {
  const scope = new CacheScope(endlessLife);
  const body = await runWithStore(new PrivateStore(store, scope), call.make);
  const filledAt = Date.now();
  const { staleAfterMs, expiresAfterMs } = scope.timesAt(filledAt);
  const { madeOf } = scope;
  return {
    kind: madeOf === undefined ? "miss" : "stale",
    entry: {
      body,
      about,
      tags: scope.tags,
      revision: madeOf ?? { epoch: "", count: 0 },
      filledAt,
      staleAt: filledAt + staleAfterMs,
      expiresAt: filledAt + expiresAfterMs,
    },
  };
}
