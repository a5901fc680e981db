import { expect, test } from "vitest";
import { fetchCaches, type FetchCache } from "../../base/index.ts";
import { keepFetch, type FetchWords } from "./keep-fetch.ts";

type Said = "nothing" | "force-cache" | "no-store" | "60" | "0";

const words: Readonly<Record<Said, Pick<FetchWords, "mode" | "revalidate">>> = {
  nothing: { mode: "default", revalidate: undefined },
  "force-cache": { mode: "force-cache", revalidate: undefined },
  "no-store": { mode: "no-store", revalidate: undefined },
  "60": { mode: "default", revalidate: 60 },
  "0": { mode: "default", revalidate: 0 },
};

const outcome = (said: Said, route: FetchCache): string => {
  try {
    const keeping = keepFetch({ ...words[said], route, profiles: undefined });
    return keeping.kind === "kept" ? `kept ${keeping.life.revalidate}` : `sent ${keeping.isAsked}`;
  } catch (error) {
    return String(error).replace(/.*\((.*)\)$/, "$1");
  }
};

const conflict = "fetch-cache-conflict";

test.each<[FetchCache, Readonly<Record<Said, string>>]>([
  [
    "auto",
    {
      nothing: "sent false",
      "force-cache": "kept Infinity",
      "no-store": "sent true",
      "60": "kept 60",
      "0": "sent true",
    },
  ],
  [
    "default-no-store",
    {
      nothing: "sent false",
      "force-cache": "kept Infinity",
      "no-store": "sent true",
      "60": "kept 60",
      "0": "sent true",
    },
  ],
  [
    "default-cache",
    {
      nothing: "kept Infinity",
      "force-cache": "kept Infinity",
      "no-store": "sent true",
      "60": "kept 60",
      "0": "sent true",
    },
  ],
  [
    "force-cache",
    {
      nothing: "kept Infinity",
      "force-cache": "kept Infinity",
      "no-store": "kept Infinity",
      "60": "kept 60",
      "0": "kept Infinity",
    },
  ],
  [
    "force-no-store",
    {
      nothing: "sent true",
      "force-cache": "sent true",
      "no-store": "sent true",
      "60": "sent true",
      "0": "sent true",
    },
  ],
  [
    "only-cache",
    {
      nothing: "kept Infinity",
      "force-cache": "kept Infinity",
      "no-store": conflict,
      "60": "kept 60",
      "0": conflict,
    },
  ],
  [
    "only-no-store",
    {
      nothing: "sent true",
      "force-cache": conflict,
      "no-store": "sent true",
      "60": conflict,
      "0": "sent true",
    },
  ],
])("with fetchCache = %s a call gets what it should", (route, expected) => {
  expect(fetchCaches).toContain(route);
  for (const said of Object.keys(words) as Said[])
    // the keys of the table above
    expect([said, outcome(said, route)]).toEqual([said, expected[said]]);
});
