import { expectTypeOf, test } from "vitest";
import { registerAction } from "./register-action.ts";

test("a registered action keeps its type", () => {
  const save = async (title: string, tags?: string[]): Promise<{ id: number }> => ({
    id: title.length + (tags?.length ?? 0),
  });
  expectTypeOf(registerAction(save, "")).toEqualTypeOf<typeof save>();
});
