import { readSignal } from "../../context/signals.ts";
import { writeSignalDigest } from "../../protocol/index.ts";
import type { RenderOptions } from "../../render/index.ts";
import { reportAppFailure } from "../call/report-app-failure.ts";
import type { RequestScope } from "../call/request-scope.ts";
import type { Visit } from "../visit.ts";

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
      return reportAppFailure(error, visit, { routeType: "render" });
    },
  };
}
