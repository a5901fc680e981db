import { expectTypeOf, test } from "vitest";
import { after } from "./after.ts";
import { refresh, revalidatePath, revalidateTag, updateTag } from "./revalidate.ts";

test("revalidation takes what the App Router takes", () => {
  expectTypeOf(revalidatePath).parameters.toEqualTypeOf<
    [path: string, type?: "page" | "layout" | undefined]
  >();
  expectTypeOf(revalidateTag).toBeCallableWith("posts");
  expectTypeOf(revalidateTag).toBeCallableWith("posts", "max");
  expectTypeOf(revalidateTag).toBeCallableWith("posts", { expire: 0 });
  expectTypeOf(updateTag).parameters.toEqualTypeOf<[tag: string]>();
  expectTypeOf(refresh).parameters.toEqualTypeOf<[]>();
});

test("after takes a function or a promise", () => {
  expectTypeOf(after).toBeCallableWith(() => undefined);
  expectTypeOf(after).toBeCallableWith(Promise.resolve(1));
});
