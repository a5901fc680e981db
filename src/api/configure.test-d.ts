import { expectTypeOf, test } from "vitest";
import { configure } from "./index.ts";

test("configure gives the action with its own type", () => {
  const upload = configure(
    {
      bodySizeLimit: "50mb",
      accepts: ["streams"],
      dispatch: "parallel",
      rateLimit: { perMinute: 30 },
    },
    async (file: File, name?: string) => `${file.name}${name ?? ""}`,
  );
  expectTypeOf(upload).toEqualTypeOf<(file: File, name?: string) => Promise<string>>();
});

test("configure takes known settings only", () => {
  const action = async (): Promise<void> => undefined;
  // @ts-expect-error a size has a unit
  configure({ bodySizeLimit: "fifty" }, action);
  // @ts-expect-error there is no such order
  configure({ dispatch: "serial" }, action);
  // @ts-expect-error there is no such setting
  configure({ timeout: 3 }, action);
  // @ts-expect-error there is no action
  configure({});
});
