import { useActionState } from "react";
import { expectTypeOf, test } from "vitest";
import { z } from "zod";
import { action, invalid, type ActionResult } from "./action.ts";

const schema = z.object({ title: z.string(), stars: z.coerce.number<string>() });
const signedIn = async () => ({ user: { id: 7 } });

const rate = action
  .use(signedIn)
  .input(schema)
  .use(({ input, user }) => {
    expectTypeOf(input).toEqualTypeOf<{ title: string; stars: number }>();
    expectTypeOf(user).toEqualTypeOf<{ id: number }>();
    return { mayRate: user.id > 0 };
  })
  .handler(async (input, { user, mayRate }) => {
    expectTypeOf(input.stars).toEqualTypeOf<number>();
    expectTypeOf(mayRate).toEqualTypeOf<boolean>();
    if (input.stars > 5) return invalid({ stars: "At most five." });
    return { by: user.id };
  });

test("the browser passes what the schema takes, and gets what the handler gives", () => {
  expectTypeOf(rate({ title: "a", stars: "3" })).toEqualTypeOf<
    Promise<ActionResult<{ by: number }>>
  >();
  // @ts-expect-error the schema takes a text here
  void rate({ title: "a", stars: 3 });
  // @ts-expect-error a title is missing
  void rate({ stars: "3" });
  void rate(new FormData());
});

test("it is an action of useActionState", () => {
  const Form = () => {
    const [state, send] = useActionState(rate, undefined);
    expectTypeOf(state).toEqualTypeOf<ActionResult<{ by: number }> | undefined>();
    send(new FormData());
  };
  expectTypeOf(Form).toBeFunction();
});

test("an action without a schema takes nothing", () => {
  const ping = action.handler(async (input) => {
    expectTypeOf(input).toEqualTypeOf<undefined>();
    return "pong";
  });
  void ping();
  // @ts-expect-error nothing is taken
  void ping({ loud: true });
});
