/** What a route may say of every `fetch` of its pages; `auto` where it says nothing. */
export const fetchCaches = [
  "auto",
  "default-cache",
  "only-cache",
  "force-cache",
  "force-no-store",
  "default-no-store",
  "only-no-store",
] as const;

/** What `fetch` keeps that says nothing of it, and what it may not say. */
export type FetchCache = (typeof fetchCaches)[number];
