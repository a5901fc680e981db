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

/** Tells whether the function of another module is what a finding of `file` takes it for; one that cannot be followed is what its name says. */
export function isGiven(app: AppGraph, file: string, { given }: Finding): boolean {
  if (given === undefined) return true;
  const found = app.follow(given.of, file);
  if (found === undefined) return given.isPresumed;
  const { fact, boundary } = found;
  if (given.is === "action")
    return (
      boundary === "use server" || (fact.kind === "function" && fact.directive === "use server")
    );
  // What is called over the wire, or kept, is another call.
  if (boundary !== undefined || fact.kind !== "function" || fact.directive !== undefined)
    return false;
  const leaves = app.files.get(found.file)?.effects.get(found.exported)?.has("leaves") === true;
  return leaves && (given.is === "leaver" || fact.isAsync);
}
