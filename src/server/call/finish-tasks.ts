import { runAfterTasks } from "../../context/index.ts";
import { subjectOf, type Visit } from "../visit.ts";
import { moveTags } from "./move-tags.ts";
import { reportFailure } from "./report-failure.ts";
import type { RequestScope } from "./request-scope.ts";

/** Runs what a request gave to `after()`, in the background of its server, and moves the tags that it revalidated since its answer; what fails is in the log, and rejects nothing. */
export function finishTasks(visit: Visit, scope: RequestScope): Promise<void> {
  const { store } = scope;
  const isMoved = store.revalidations.length === store.movedRevalidations;
  if (store.afterTasks.length === 0 && isMoved) return Promise.resolve();
  const { background, settings } = visit.server;
  const tasks = runAfterTasks(store, (error) => {
    reportFailure(error, `after() of ${subjectOf(visit)}`, settings.log, visit);
  });
  const done = tasks.then(() => moveTags(visit, scope));
  background.add(done);
  return done.finally(() => background.delete(done));
}
