import { runAfterTasks } from "../../context/index.ts";
import { subjectOf, type Visit } from "../visit.ts";
import { reportFailure } from "./report-failure.ts";
import type { RequestScope } from "./request-scope.ts";

/** Runs what a request gave to `after()`, in the background of its server; what fails is in the log. */
export function finishTasks(visit: Visit, { store }: RequestScope): void {
  if (store.afterTasks.length === 0) return;
  const { background, settings } = visit.server;
  const done = runAfterTasks(store, (error) => {
    reportFailure(error, `after() of ${subjectOf(visit)}`, settings.log, visit);
  });
  background.add(done);
  void done.finally(() => background.delete(done));
}
