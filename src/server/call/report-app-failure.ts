import type { RequestErrorContext } from "../../context/index.ts";
import type { ActionEntry } from "../../render/index.ts";
import { subjectOf, type Visit } from "../visit.ts";
import { reportFailure } from "./report-failure.ts";
import { requestIdOf } from "./request-id.ts";
import { stemsFrom } from "./stems-from.ts";

/** What of the app failed. */
export interface FailurePlace {
  readonly routeType: RequestErrorContext["routeType"];
  /** The action, where it was one. */
  readonly entry?: ActionEntry;
  /** Whether the action was refused by then, since its time was over. */
  readonly isLate?: boolean;
}

/**
 * Reports an error that the app threw while it answered: to the log as `reportFailure` does, and to `onRequestError` of its
 * `instrumentation.ts`. The answer waits for neither. Returns the digest. What ended because the visitor left is no failure of
 * the app: nobody is told, and nobody sees its digest.
 */
export function reportAppFailure(error: unknown, visit: Visit, place: FailurePlace): string {
  const { log } = visit.server.settings;
  const { signal } = visit.request;
  if (signal.aborted && stemsFrom(error, signal.reason)) return "aborted";
  const digest = reportFailure(error, subjectAt(place, visit), log, visit);
  tellApp(error, visit, contextOf(visit, place, digest));
  return digest;
}

/** As the log calls it, e.g. `rendering GET /posts`. */
function subjectAt({ routeType, entry, isLate = false }: FailurePlace, visit: Visit): string {
  if (entry === undefined)
    return routeType === "render" ? `rendering ${subjectOf(visit)}` : subjectOf(visit);
  return `action ${nameOf(entry)}${isLate ? ", after its deadline," : ""}`;
}

function nameOf({ file, name }: ActionEntry): string {
  return `${file}#${name}`;
}

function tellApp(error: unknown, visit: Visit, context: RequestErrorContext): void {
  const { app, request, shownUrl } = visit;
  if (app.onRequestError === undefined) return;
  const { background, settings } = visit.server;
  const failed = {
    path: shownUrl.path + shownUrl.search,
    method: request.method,
    headers: Object.fromEntries(request.toHeaders()),
  };
  const told = app.onRequestError(error, failed, context).catch((fault: unknown) => {
    reportFailure(fault, "onRequestError of instrumentation.ts", settings.log, visit);
  });
  background.add(told);
  void told.finally(() => background.delete(told));
}

function contextOf(visit: Visit, place: FailurePlace, digest: string): RequestErrorContext {
  const { app, path, server } = visit;
  const { routeType, entry } = place;
  return {
    routerKind: "App Router",
    routePath: server.matcherOf(app.routes)(path)?.route.pattern ?? path,
    routeType,
    ...(entry === undefined ? {} : { actionName: nameOf(entry) }),
    digest,
    requestId: requestIdOf(visit),
  };
}
