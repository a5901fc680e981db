import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { runApp, type RunningApp } from "./run-app.ts";

/** Modes of one run: production always, development with the smoke set or when everything is asked for. */
export type Mode = "production" | "development";

const repository = resolve(import.meta.dirname, "..");
const everything = process.env["EDICT_FULL"] === "1";

/** Tells a story as `test` does. */
export type StoryTest = (name: string, story: () => Promise<void>) => void;

/**
 * Runs stories on an app in production, and in development too when some of them belong to the smoke set.
 * Those told by `testOnce` do not: in development they run when everything is asked for.
 */
export function onApp(
  title: string,
  dir: string,
  options: { readonly smoke: boolean; readonly env?: (mode: Mode) => Record<string, string> },
  stories: (app: () => RunningApp, mode: Mode, testOnce: StoryTest) => void,
): void {
  const modes: Mode[] =
    everything || options.smoke ? ["production", "development"] : ["production"];
  describe.each(modes)(`${title}, %s`, (mode) => {
    let running: RunningApp | undefined;
    let copy: string | undefined;
    beforeAll(async () => {
      // Two development servers in one folder would take each other's prepared dependencies away.
      if (mode === "development") copy = copyApp(dir);
      const folder = copy === undefined ? dir : relative(repository, copy);
      running = await runApp({ dir: folder, mode, env: options.env?.(mode) ?? {} });
    }, 90_000);
    afterAll(async () => {
      await running?.stop();
      if (copy !== undefined) rmSync(copy, { recursive: true, force: true });
    }, 30_000);
    const theApp = (): RunningApp => {
      if (running === undefined) throw new Error(`${title} did not start`);
      return running;
    };
    stories(theApp, mode, (name, story) => {
      if (everything || mode === "production") test(name, story);
    });
  });
}

/** Copies an app to a folder beside the fixtures, which finds the same packages and which git ignores; absolute. */
export function copyApp(dir: string): string {
  const copy = mkdtempSync(join(repository, "test/fixtures/apps/tmp-"));
  const made = /\/(?:\.edict|\.data|node_modules)(?:\/|$)/;
  const source = join(repository, dir);
  cpSync(source, copy, {
    recursive: true,
    filter: (file) => !made.test(file.slice(source.length)),
  });
  return copy;
}

/** The fixture app whose pages show one behaviour each. */
export const storiesApp = "test/fixtures/apps/stories";
