import { expectTypeOf, test } from "vitest";
import type { ParamsOf } from "./route-props.ts";

test("a route's pattern says which parameters there are", () => {
  expectTypeOf<ParamsOf<"/posts/[id]">["id"]>().toEqualTypeOf<string>();
  expectTypeOf<ParamsOf<"/[lang]/docs/[...path]">>().toExtend<{ lang: string; path: string[] }>();
  expectTypeOf<ParamsOf<"/shop/[[...all]]">["all"]>().toEqualTypeOf<string[] | undefined>();
  expectTypeOf<keyof ParamsOf<"/about">>().toEqualTypeOf<never>();
  // @ts-expect-error: no such parameter
  expectTypeOf<ParamsOf<"/posts/[id]">["slug"]>().toEqualTypeOf<string>();
});

test("pages and handlers get them as promises", () => {
  expectTypeOf<Awaited<PageProps<"/posts/[id]">["params"]>["id"]>().toEqualTypeOf<string>();
  expectTypeOf<Awaited<RouteContext<"/api/[key]">["params"]>["key"]>().toEqualTypeOf<string>();
});
