import type { ImportedFunction } from "../callees/imported-calls.ts";
import type { Excuse, Finding } from "../check/finding.ts";
import type { AppGraph, FoundExport } from "./app-graph.ts";
import type { FunctionFacts } from "./collect-effects.ts";

/** Tells whether another module does what a finding of `file` misses: a function that the action calls, or each module of the browser that calls the action. */
export function isExcused(app: AppGraph, file: string, { unless, given }: Finding): boolean {
  if (unless === undefined) return false;
  const { calls, effect } = unless;
  if (calls.some((name) => isDoneBy(app, file, name, effect))) return true;
  const writer = given?.is === "writer" ? app.follow(given.of, file) : undefined;
  const within = writer === undefined ? undefined : factsOf(app, writer, given?.of.member);
  if (writer !== undefined)
    for (const name of within?.calls ?? [])
      if (isDoneBy(app, writer.file, name, effect)) return true;
  const { action } = unless;
  if (action === undefined) return false;
  const callers = (app.importers.get(file) ?? []).filter(
    ({ by }) => by.names === "*" || by.names.includes(action),
  );
  return callers.length > 0 && callers.every(({ from }) => from.refreshes);
}

function isDoneBy(
  app: AppGraph,
  file: string,
  name: ImportedFunction,
  effect: Excuse["effect"],
): boolean {
  const found = app.follow(name, file);
  const done = found === undefined ? undefined : factsOf(app, found, name.member)?.effects;
  if (done === undefined || !done.has(effect)) return false;
  // Who only says who calls keeps nobody out where nobody listens.
  return !(effect === "asks" && name.isUnread === true && done.has("answers"));
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
  if (boundary !== undefined) return false;
  const does = factsOf(app, found, given.of.member)?.effects;
  if (given.is === "writer") return does?.has("shows") === true;
  if (fact.kind !== "function" || fact.directive !== undefined) return false;
  return does?.has("leaves") === true && (given.is === "leaver" || fact.isAsync);
}

function factsOf(
  app: AppGraph,
  { file, exported }: FoundExport,
  member: string | undefined,
): FunctionFacts | undefined {
  const name = member === undefined ? exported : `${exported}.${member}`;
  return app.files.get(file)?.functions.get(name);
}
