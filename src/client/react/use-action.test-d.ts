import { expectTypeOf, test } from "vitest";
import { callAction } from "../call-action.ts";
import type { ActionError } from "../../errors/action-error.ts";
import { useAction, type ActionRun } from "./use-action.ts";

declare const save: (id: number, text?: string) => Promise<{ saved: Date }>;
declare const list: () => AsyncGenerator<string>;

test("knows what an action takes and returns", () => {
  const { run, data, error } = useAction(save);
  expectTypeOf(run).parameters.toEqualTypeOf<Parameters<typeof save>>();
  expectTypeOf(run(1)).resolves.toEqualTypeOf<ActionRun<{ saved: Date }>>();
  expectTypeOf(data).toEqualTypeOf<{ saved: Date } | undefined>();
  expectTypeOf(error).toEqualTypeOf<ActionError | undefined>();
  // @ts-expect-error an argument of another type
  void run("1");
});

test("knows what a call with options resolves with", () => {
  expectTypeOf(callAction(save, [1], { dispatch: "latest" })).resolves.toEqualTypeOf<{
    saved: Date;
  }>();
  expectTypeOf(callAction(list, [])).resolves.toEqualTypeOf<AsyncGenerator<string>>();
  // @ts-expect-error an order that only the whole app has
  void callAction(save, [1], { dispatch: "serial" });
  // @ts-expect-error an argument is missing
  void callAction(save, []);
});
