import type { ActionEntry, AppBuild } from "./app-build.ts";

/** Makes every action import its module at its first call only; one that failed to load is tried again. */
export function loadedOnce(actions: AppBuild["actions"]): AppBuild["actions"] {
  return new Map([...actions].map(([lookup, entry]) => [lookup, once(entry)]));
}

function once(entry: ActionEntry): ActionEntry {
  let loading: ReturnType<ActionEntry["load"]> | undefined;
  const load = (): ReturnType<ActionEntry["load"]> =>
    (loading ??= entry.load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
  return { ...entry, load };
}
