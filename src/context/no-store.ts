import { maybeStore, visitorStore } from "./current-store.ts";

/**
 * Says that what follows belongs to one request, as `connection()` does without being awaited. In a cached function it says
 * nothing: what that returns is kept.
 * @throws UsageError `dynamic-read` in a route with `dynamic = "error"`
 */
export function noStore(): void {
  const store = maybeStore();
  if (store !== undefined && store.phase !== "cache") visitorStore("unstable_noStore()");
}
