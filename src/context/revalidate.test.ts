import { describe, expect, test } from "vitest";
import { sampleStore } from "../../test/context/sample-store.ts";
import { actionSignal } from "./action-signal.ts";
import { connection } from "./connection.ts";
import { runWithStore } from "./request-storage.ts";
import type { Phase, Revalidation } from "./request-store.ts";
import { refresh, revalidatePath, revalidateTag, updateTag } from "./revalidate.ts";

function recorded(fn: () => void, phase: Phase = "action"): readonly Revalidation[] {
  const store = sampleStore({ phase });
  runWithStore(store, fn);
  return store.revalidations;
}

describe("revalidatePath", () => {
  test.each([
    ["/", undefined, { kind: "path", target: "/" }],
    ["/", "layout", { kind: "path", target: "/", type: "layout" }],
    ["/posts/", undefined, { kind: "path", target: "/posts" }],
    ["/posts/5", undefined, { kind: "path", target: "/posts/5" }],
    ["/café/a b", undefined, { kind: "path", target: "/caf%C3%A9/a%20b" }],
    ["/caf%C3%A9", "page", { kind: "path", target: "/caf%C3%A9", type: "page" }],
    ["/(shop)/posts/[id]", "page", { kind: "path", target: "/(shop)/posts/[id]", type: "page" }],
    ["/docs/[[...all]]", "layout", { kind: "path", target: "/docs/[[...all]]", type: "layout" }],
  ] as const)("records %j as %j", (path, type, revalidation) => {
    expect(recorded(() => revalidatePath(path, type))).toEqual([revalidation]);
  });

  test.each([
    "",
    "posts",
    "*",
    "/posts/*",
    "_N_T_/posts",
    "//posts",
    "/posts//5",
    "/../x",
    "/a/./b",
    "/a/%2e%2E/b",
    "/a\r\nb",
    "/a\0",
    "/a\\b",
    "/a ",
    "/posts?tab=all",
    "/posts#last",
    "/posts/[id]",
    `/${"a".repeat(10_000)}`,
    "http://localhost/posts",
    5,
    undefined,
  ])("refuses %j, and records nothing", (path) => {
    expect(
      recorded(() => {
        expect(() => revalidatePath(path as string)).toThrow("(invalid-revalidate-path)"); // a caller without types
      }),
    ).toEqual([]);
  });

  test("refuses an unknown type", () => {
    recorded(() =>
      expect(() => revalidatePath("/", "pages" as "page")).toThrow('"pages" as its type'),
    );
  });
});

describe("revalidateTag and updateTag", () => {
  test.each([
    [undefined, {}],
    ["max", { profile: "max" }],
    [{ expire: 0 }, {}],
    [{ expire: 60 }, { profile: { expire: 60 } }],
    [{}, { profile: {} }],
  ])("records the profile %j", (profile, rest) => {
    expect(recorded(() => revalidateTag("posts", profile))).toEqual([
      { kind: "tag", target: "posts", ...rest },
    ]);
  });

  test.each(["", null, 5, { expire: -1 }, { expire: Number.NaN }])(
    "refuses the profile %j",
    (profile) => {
      recorded(() =>
        expect(() => revalidateTag("posts", profile as string)).toThrow("as its profile"),
      );
    },
  );

  test.each(["", "a,b", "a b", "a\nb", "é", "x".repeat(257), "_N_T_/posts", 5, undefined])(
    "refuses the tag %j",
    (tag) => {
      const found = recorded(() => {
        expect(() => revalidateTag(tag as string)).toThrow("(invalid-revalidate-tag)"); // a caller without types
        expect(() => updateTag(tag as string)).toThrow("(invalid-revalidate-tag)");
      });
      expect(found).toEqual([]);
    },
  );

  test("takes a tag of 256 characters", () => {
    expect(recorded(() => updateTag("x".repeat(256)))).toHaveLength(1);
  });
});

test("refresh() is recorded", () => {
  expect(recorded(refresh)).toEqual([{ kind: "refresh", target: "" }]);
});

describe("where it may be called", () => {
  const calls = {
    revalidatePath: () => revalidatePath("/"),
    revalidateTag: () => revalidateTag("a"),
    updateTag: () => updateTag("a"),
    refresh,
  };
  const refusedIn: Record<keyof typeof calls, readonly Phase[]> = {
    revalidatePath: ["render", "proxy"],
    revalidateTag: ["render", "proxy"],
    updateTag: ["render", "proxy", "handler", "after"],
    refresh: ["render", "proxy", "handler", "after"],
  };
  for (const [name, call] of Object.entries(calls))
    for (const phase of ["proxy", "action", "render", "handler", "after"] as const) {
      const refused = refusedIn[name as keyof typeof calls].includes(phase); // the keys of `calls`
      test(`${name}() is ${refused ? "refused" : "allowed"} in phase ${phase}`, () => {
        if (refused) recorded(() => expect(call).toThrow("(wrong-phase)"), phase);
        else expect(recorded(call, phase)).toHaveLength(1);
      });
    }

  test("says why, and where instead", () => {
    recorded(
      () =>
        expect(calls.revalidatePath).toThrow(
          /^revalidatePath\(\) was called while a page is rendered\. .* Call it in a Server Action, a route handler or after\(\)\./,
        ),
      "render",
    );
  });

  test("is never outside a request", async () => {
    for (const call of Object.values(calls)) expect(call).toThrow("(outside-request)");
    expect(actionSignal).toThrow("(outside-request)");
    await expect(connection()).rejects.toThrow("(outside-request)");
  });
});

test("actionSignal() is the request's signal, and connection() resolves in a request", async () => {
  const store = sampleStore();
  expect(runWithStore(store, actionSignal)).toBe(store.signal);
  await expect(runWithStore(store, connection)).resolves.toBeUndefined();
});
