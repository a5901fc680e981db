import type { ActionEntry, AppBuild } from "./app-build.ts";
import type { RouteModules } from "./route-modules.ts";

/** Makes every action import its module at its first call only; one that failed to load is tried again. */
export function loadedOnce(actions: AppBuild["actions"]): AppBuild["actions"] {
  return new Map(
    [...actions].map(([lookup, entry]): [typeof lookup, ActionEntry] => [
      lookup,
      { ...entry, load: loadOnce(entry.load) },
    ]),
  );
}

/** Makes every file of the route table be imported once: to ask again for what is there costs each page as much as a component. */
export function modulesLoadedOnce(modules: RouteModules): RouteModules {
  return Object.fromEntries(
    Object.entries(modules).map(([file, module]) => [
      file,
      { ...module, load: loadOnce(module.load) },
    ]),
  );
}

/** Loads at the first call only; what failed is tried again. */
export function loadOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () =>
    (loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
}
