import { expectTypeOf, test } from "vitest";
import {
  forbidden,
  notFound,
  permanentRedirect,
  redirect,
  unauthorized,
  unstable_rethrow,
} from "./signals.ts";

test("the signals never return, so that what follows knows", () => {
  expectTypeOf(redirect).returns.toEqualTypeOf<never>();
  expectTypeOf(permanentRedirect).returns.toEqualTypeOf<never>();
  expectTypeOf(notFound).returns.toEqualTypeOf<never>();
  expectTypeOf(unauthorized).returns.toEqualTypeOf<never>();
  expectTypeOf(forbidden).returns.toEqualTypeOf<never>();
  expectTypeOf(unstable_rethrow).returns.toEqualTypeOf<void>();
});

test("a value is narrowed by a signal in the other branch", () => {
  const read = (post: { readonly title: string } | undefined): string => {
    if (post === undefined) notFound();
    return post.title;
  };
  expectTypeOf(read).returns.toEqualTypeOf<string>();
});

test("redirect takes a string and one of two types", () => {
  expectTypeOf(redirect).parameter(0).toEqualTypeOf<string>();
  expectTypeOf(redirect).parameter(1).toEqualTypeOf<"push" | "replace" | undefined>();
});
