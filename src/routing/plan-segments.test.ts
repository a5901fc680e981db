import { expect, test } from "vitest";
import { buildRouteTable } from "./build-route-table.ts";
import { compileRoutes } from "./compile-routes.ts";
import { interceptRoute } from "./intercept-route.ts";
import { planSegments, type SegmentPlan } from "./plan-segments.ts";
import type { RouteMatch } from "./route-table.ts";

/** An app with every way to stand beside a page. */
const { table, problems } = buildRouteTable([
  "app/layout.tsx",
  "app/default.tsx",
  "app/page.tsx",
  "app/@modal/default.tsx",
  "app/@modal/(.)photos/[id]/page.tsx",
  "app/photos/[id]/page.tsx",
  "app/board/layout.tsx",
  "app/board/page.tsx",
  "app/board/settings/page.tsx",
  "app/board/@team/page.tsx",
  "app/board/@team/layout.tsx",
  "app/board/@team/default.tsx",
  "app/board/@team/members/[name]/page.tsx",
  "app/board/@log/[...path]/page.tsx",
  "app/board/@log/default.tsx",
  "app/board/default.tsx",
  "app/u/[user]/layout.tsx",
  "app/u/[user]/page.tsx",
  "app/u/[user]/@modal/default.tsx",
  "app/u/[user]/@modal/(...)photos/[id]/page.tsx",
]);
const match = compileRoutes(table);

function planOf(path: string, ...have: string[]): SegmentPlan {
  const found = match(path) ?? expect.unreachable(`no route for ${path}`);
  return planSegments(interceptRoute(found, have)?.match ?? found, have);
}

/** Keys, `-` after those that are held, and what the ends show. */
function shown(path: string, ...have: string[]): string {
  const { keys, segments } = planOf(path, ...have);
  const held = new Set(segments.flatMap(({ at, isHeld }) => (isHeld ? [at] : [])));
  return keys.map((key, at) => (held.has(at) ? `${key}-` : key)).join(" ");
}

test("the app has no problem", () => {
  expect(problems).toEqual([]);
});

test.each([
  ["/", " /modal @modal default / page"],
  ["/photos/5", " /modal @modal default / photos [id]=5 page"],
  ["/board", " /modal @modal default / board /log @log default / /team @team page / page"],
  [
    "/board/settings",
    " /modal @modal default / board /log @log [...path]=settings page / /team @team default / settings page",
  ],
  [
    "/board/members/ann",
    " /modal @modal default / board /log @log [...path]=members/ann page / /team @team members [name]=ann page / default",
  ],
])("%s is loaded as %s", (path, keys) => {
  expect(shown(path)).toBe(keys);
});

test("a slot has its own parameters, and the page all of them", () => {
  const { params, segments } = planOf("/board/members/ann");
  expect(params).toEqual({ name: "ann", path: ["members", "ann"] });
  const end = segments.find(({ shows }) => "file" in shows && shows.file.includes("@log"));
  expect(end?.params).toEqual({ path: ["members", "ann"] });
});

test("a slot that takes every URL neither hides another group's page nor makes one of its own", () => {
  const find = compileRoutes(
    buildRouteTable([
      "app/(app)/layout.tsx",
      "app/(app)/page.tsx",
      "app/(app)/@modal/default.tsx",
      "app/(app)/@modal/[...rest]/page.tsx",
      "app/(print)/layout.tsx",
      "app/(print)/print/page.tsx",
    ]).table,
  );
  const print = find("/print") ?? expect.unreachable();
  expect(planSegments(print, []).keys).toEqual(["", "(print)", "print", "page"]);
  expect(find("/nowhere")).toBeUndefined();
});

const board = planOf("/board/members/ann").keys;

test("a soft navigation keeps a slot that has nothing for the URL, and what is shared", () => {
  expect(shown("/board/settings", ...board)).toBe(
    "- /modal @modal- // / board- /log @log- [...path]=settings page / /team @team- // / settings page",
  );
  expect(shown("/board/members/bob", ...board)).toBe(
    "- /modal @modal- // / board- /log @log- [...path]=members/bob page / /team @team- members- [name]=bob page / //",
  );
});

test("a layout that the browser does not show begins with its defaults", () => {
  expect(shown("/board/settings", ...planOf("/").keys)).toBe(
    "- /modal @modal- // / board /log @log [...path]=settings page / /team @team default / settings page",
  );
});

test("what is held below another parameter is not held", () => {
  expect(shown("/photos/6", ...planOf("/photos/5").keys)).toContain("[id]=6 page");
});

test.each([
  ["a slot of the root", "/", "- /modal @modal- (.)photos [id]=5 page / //", "/"],
  [
    "a slot further in, which wins",
    "/u/ann%20b",
    "- /modal // / u- [user]=ann b- /modal @modal- (...)photos [id]=5 page / //",
    "/u/ann%20b",
  ],
])("a photo is shown in %s", (_, from, keys, holder) => {
  const have = planOf(from).keys;
  expect(shown("/photos/5", ...have)).toBe(keys);
  const found = match("/photos/5");
  expect(found && interceptRoute(found, have)?.holderPath).toBe(holder);
});

test("an interception outside of slots takes the place of the children", () => {
  const feed = compileRoutes(
    buildRouteTable([
      "app/layout.tsx",
      "app/(main)/feed/page.tsx",
      "app/(main)/feed/(..)photos/[id]/page.tsx",
      "app/photos/[id]/page.tsx",
    ]).table,
  );
  const have = ["", "(main)", "feed", "page"];
  const found = feed("/photos/5") ?? expect.unreachable();
  const intercepted = interceptRoute(found, have) ?? expect.unreachable();
  const { keys } = planSegments(intercepted.match, have);
  expect(keys).toEqual(["", "(main)", "feed", "(..)photos", "[id]=5", "page"]);
  expect(intercepted.holderPath).toBe("/feed");
});

test("an intercepted page has the parameters of the page below and its own", () => {
  const { segments } = planOf("/photos/5", ...planOf("/u/ann").keys);
  expect(segments.at(-1)?.params).toEqual({ user: "ann", id: "5" });
});

const modalOf = ({ route, ...rest }: RouteMatch): RouteMatch => {
  const inUser = route.interceptions?.filter(({ holder }) => holder.length === 4) ?? [];
  return { ...rest, route: { ...route, interceptions: inUser } };
};

test.each([
  ["nothing is shown", []],
  ["another page is shown", ["", "page"]],
  ["no tree is sent", ["", "/modal"]],
  ["the folder shows no such slot", ["", "u", "[user]=ann", "page"]],
  ["the parameter is empty", ["", "u", "[user]=", "/modal", "@modal", "default", "/", "page"]],
  [
    "the parameter leads elsewhere",
    ["", "u", "[user]=..", "/modal", "@modal", "default", "/", "page"],
  ],
])("nothing intercepts where %s", (_, have) => {
  const found = modalOf(match("/photos/5") ?? expect.unreachable());
  expect(interceptRoute(found, planOf("/u/ann").keys)).toBeDefined();
  expect(interceptRoute(found, have)).toBeUndefined();
});
