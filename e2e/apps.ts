import { afterAll, beforeAll, describe } from "vitest";
import { runApp, type RunningApp } from "./run-app.ts";

/** Modes of one run: production always, development with the smoke set or when everything is asked for. */
export type Mode = "production" | "development";

const everything = process.env["EDICT_FULL"] === "1";

/** Runs stories on an app in production, and in development too when they belong to the smoke set. */
export function onApp(
  title: string,
  dir: string,
  options: { readonly smoke: boolean; readonly env?: (mode: Mode) => Record<string, string> },
  stories: (app: () => RunningApp, mode: Mode) => void,
): void {
  const modes: Mode[] =
    everything || options.smoke ? ["production", "development"] : ["production"];
  describe.each(modes)(`${title}, %s`, (mode) => {
    let running: RunningApp | undefined;
    beforeAll(async () => {
      running = await runApp({ dir, mode, env: options.env?.(mode) ?? {} });
    }, 90_000);
    afterAll(async () => {
      await running?.stop();
    }, 30_000);
    stories(() => {
      if (running === undefined) throw new Error(`${title} did not start`);
      return running;
    }, mode);
  });
}

/** The fixture app whose pages show one behaviour each. */
export const storiesApp = "test/fixtures/apps/stories";
