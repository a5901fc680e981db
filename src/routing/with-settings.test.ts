import { expect, test } from "vitest";
import { buildRouteTable } from "./build-route-table.ts";
import { withSettings, type RouteSettings } from "./with-settings.ts";
import { readSegmentSetting, type SegmentSettings } from "./segment-settings.ts";

type Said = Readonly<Record<string, SegmentSettings>>;

/** The settings of `/posts/[id]`, of what its files say. */
function merged(said: Said, more: readonly string[] = []): RouteSettings | undefined {
  const files = ["app/layout.tsx", "app/posts/layout.tsx", "app/posts/[id]/page.tsx", ...more];
  const { table } = buildRouteTable(files);
  return withSettings(table, (file) => said[file]).routes.find(
    ({ pattern }) => pattern === "/posts/[id]",
  )?.settings;
}

const root = "app/layout.tsx";
const posts = "app/posts/layout.tsx";
const page = "app/posts/[id]/page.tsx";

test("a route without settings has none", () => {
  expect(merged({})).toBeUndefined();
  expect(merged({ [root]: {} })).toBeUndefined();
});

test.each<[Said, RouteSettings]>([
  [{ [root]: { revalidate: 60 }, [page]: { revalidate: 10 } }, { revalidate: 10 }],
  [{ [root]: { revalidate: 10 }, [page]: { revalidate: 60 } }, { revalidate: 10 }],
  [{ [root]: { revalidate: false }, [page]: { revalidate: 60 } }, { revalidate: 60 }],
  [{ [root]: { revalidate: 60 }, [page]: { revalidate: false } }, { revalidate: 60 }],
  [{ [root]: { revalidate: 60 }, [page]: { revalidate: 0 } }, { revalidate: 0 }],
  [{ [root]: { dynamic: "force-static" }, [page]: { dynamic: "error" } }, { dynamic: "error" }],
  [
    { [root]: { dynamic: "force-static" }, [page]: { dynamic: "auto" } },
    { dynamic: "force-static" },
  ],
  [{ [root]: { dynamicParams: false }, [page]: { dynamicParams: true } }, { dynamicParams: false }],
  [{ [posts]: { maxDuration: 5 }, [page]: { maxDuration: 60 } }, { maxDuration: 60 }],
  [{ [root]: { fetchCache: "force-cache" } }, { fetchCache: "force-cache" }],
  [
    { [page]: { hasStaticParams: true }, [posts]: { hasStaticParams: true } },
    { staticParams: [posts, page] },
  ],
])("%j is %j together", (said, settings) => {
  expect(merged(said)).toEqual(settings);
});

test("a slot has its say, and its parameters none", () => {
  const slot = "app/posts/@side/default.tsx";
  expect(merged({ [slot]: { revalidate: 5, hasStaticParams: true } }, [slot])).toEqual({
    revalidate: 5,
  });
});

test.each([
  [
    "dynamic",
    "static",
    '`dynamic` is "static": "auto", "force-dynamic", "error" or "force-static" is needed.',
  ],
  ["revalidate", -1, "`revalidate` is -1: a whole number of seconds, or false, is needed."],
  ["revalidate", true, "`revalidate` is true: a whole number of seconds, or false, is needed."],
  ["revalidate", "60", '`revalidate` is "60": a whole number of seconds, or false, is needed.'],
  ["maxDuration", 0, "`maxDuration` is 0: a whole number of seconds above 0 is needed."],
  ["dynamicParams", 0, "`dynamicParams` is 0: true or false is needed."],
])("%s = %j is refused", (name, value, error) => {
  expect(readSegmentSetting(name, value)).toEqual({ ok: false, error });
});
