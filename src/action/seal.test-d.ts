import { expectTypeOf, test } from "vitest";
import { seal } from "./seal.ts";

test("a sealed argument has the type of its value", () => {
  const remove = async (id: string, form: FormData): Promise<number> =>
    id.length + [...form].length;
  expectTypeOf(remove.bind(null, seal("id"))).toEqualTypeOf<(form: FormData) => Promise<number>>();
  // @ts-expect-error an id is a text
  remove.bind(null, seal(5));
});
