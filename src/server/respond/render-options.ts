import { readSignal } from "../../context/signals.ts";
import { writeSignalDigest } from "../../protocol/index.ts";
import type { RenderOptions } from "../../render/index.ts";
import { reportFailure } from "../call/report-failure.ts";
import type { RequestScope } from "../call/request-scope.ts";
import { subjectOf, type Visit } from "../visit.ts";

/** What a render of this visit needs: its signal, and digests in place of errors. */
export function renderOptionsOf(visit: Visit, scope: RequestScope): RenderOptions {
  const { signal } = scope.store;
  return {
    signal,
    onError: (error) => {
      const control = readSignal(error);
      if (control !== undefined) return writeSignalDigest(control);
      // The visitor left: what then breaks is no failure of the app.
      if (signal.aborted) return "aborted";
      const { log } = visit.server.settings;
      return reportFailure(error, `rendering ${subjectOf(visit)}`, log, visit);
    },
  };
}
