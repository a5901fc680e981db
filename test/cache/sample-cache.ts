import { createCache, createMemoryCacheStore, type Cache } from "../../src/cache/index.ts";
import { defaultProfiles, routeTags, type RequestCache } from "../../src/context/index.ts";

/** Makes the cache of a request to `/posts/5`, with what a test needs otherwise; errors in the background break it. */
export function sampleCache(given: Partial<RequestCache> = {}): RequestCache {
  const place = { paths: ["/posts/5"], pattern: "/posts/[id]", folders: ["", "posts", "[id]"] };
  return {
    cache: sampleEngine(),
    buildId: "b1",
    profiles: defaultProfiles,
    routeTags: routeTags(place),
    isDraft: false,
    origin: "http://localhost:3000",
    writeDraftToken: () => "v1.sample.token",
    show: () => undefined,
    showDrafts: () => undefined,
    fetchOwn: () => Promise.reject(new Error("this app does not answer itself")),
    ...given,
  };
}

/** Makes a cache in memory. */
function sampleEngine(now: () => number = Date.now): Cache {
  return createCache({
    store: createMemoryCacheStore({ now }),
    now,
    onError: (error) => {
      throw error;
    },
  });
}
