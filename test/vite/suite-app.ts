/** The app of a file of tests: made before them, and removed after them. */
import { afterAll, beforeAll, expect } from "vitest";
import {
  buildPackage,
  buildSmallApp,
  makeApp,
  removeApp,
  startBuiltApp,
  startSmallApp,
  type AppFiles,
  type ServedApp,
} from "./small-app.ts";

/** An app that is there while tests run. */
export interface SuiteApp {
  /** Its folder, absolute; throws outside of tests. */
  readonly root: string;
}

/** Makes an app for the tests of this file; `prepare` puts in what is no text. */
export function useApp(
  files: AppFiles,
  prepare: (root: string) => void | Promise<void> = () => undefined,
): SuiteApp {
  const made: { root?: string } = {};
  beforeAll(async () => {
    await buildPackage();
    made.root = await makeApp(files);
    await prepare(made.root);
  }, 120_000);
  afterAll(async () => {
    if (made.root !== undefined) await removeApp(made.root);
  });
  return {
    get root() {
      if (made.root === undefined) throw new Error("the app is not made yet");
      return made.root;
    },
  };
}

/** The same, built; `prepare` comes before the build. Gives what the build printed, too. */
export function useBuiltApp(
  files: AppFiles,
  prepare?: (root: string) => void | Promise<void>,
): SuiteApp & { readonly output: string } {
  const app = useApp(files, prepare);
  const built = { output: "" };
  beforeAll(async () => {
    const { output, code } = await buildSmallApp(app.root);
    expect({ output, code }).toMatchObject({ code: 0 });
    built.output = output;
  }, 120_000);
  return {
    get root() {
      return app.root;
    },
    get output() {
      return built.output;
    },
  };
}

/** How a built app is served, for `describe.each`. */
export const bothModes: readonly (readonly [
  mode: "production" | "development",
  start: (root: string) => Promise<ServedApp>,
])[] = [
  ["production", startBuiltApp],
  ["development", (root) => startSmallApp(root)],
];

/** Serves an app for the tests of this block. */
export function useServer(start: () => Promise<ServedApp>): Pick<ServedApp, "url" | "output"> {
  const made: { app?: ServedApp } = {};
  beforeAll(async () => {
    made.app = await start();
  }, 60_000);
  afterAll(() => made.app?.stop());
  const running = (): ServedApp => {
    if (made.app === undefined) throw new Error("the app does not run yet");
    return made.app;
  };
  return {
    get url() {
      return running().url;
    },
    output: () => running().output(),
  };
}
