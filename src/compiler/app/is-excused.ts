import type { Finding } from "../check/finding.ts";
import type { AppGraph } from "./app-graph.ts";

/** Tells whether another module does what a finding of `file` misses: a function that the action calls, or each module of the browser that calls the action. */
export function isExcused(app: AppGraph, file: string, { unless }: Finding): boolean {
  if (unless === undefined) return false;
  const isDone = unless.calls.some((name) => {
    const found = app.follow(name, file);
    const effects = found === undefined ? undefined : app.files.get(found.file)?.effects;
    const done = found === undefined ? undefined : effects?.get(found.exported);
    if (done === undefined || !done.has(unless.effect)) return false;
    // Who only says who calls keeps nobody out where nobody listens.
    return !(unless.effect === "asks" && name.isUnread === true && done.has("answers"));
  });
  if (isDone) return true;
  const { action } = unless;
  if (action === undefined) return false;
  const callers = (app.importers.get(file) ?? []).filter(
    ({ by }) => by.names === "*" || by.names.includes(action),
  );
  return callers.length > 0 && callers.every(({ from }) => from.refreshes);
}
