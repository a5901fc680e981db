import { browserError } from "../browser-error.ts";
import { restoreInput, takeKeptInput } from "./kept-input.ts";
import { createSkewRecovery, type SkewRecovery } from "./recover-skew.ts";
import { dropRepeatedReplays, Submissions } from "./submissions.ts";
import { TypedInput } from "./typed-input.ts";

/** What the runtime knows of the forms of its document. */
export interface WatchedForms {
  readonly submissions: Submissions;
  /** Makes the recovery of calls that are of another build than `build`, `<build id>.<wire version>`. */
  readonly recoverFrom: (build: string) => SkewRecovery;
  /** Puts back what a document before this one kept; called once, when the page is hydrated. */
  readonly restore: () => void;
}

/** Watches the forms of the document: what is typed, and what is submitted twice. */
export function watchForms(): WatchedForms {
  const submissions = new Submissions();
  const typed = new TypedInput();
  const url = (): string => location.pathname + location.search;
  const kept = takeKeptInput(url(), Date.now());
  dropRepeatedReplays();
  submissions.listen();
  typed.listen();
  return {
    submissions,
    recoverFrom: (build) =>
      createSkewRecovery({ url, build, typed, isRecovery: kept?.resubmit !== undefined }),
    restore: () => {
      if (kept === undefined || restoreInput(kept) !== "not-sent") return;
      const sentence = "The app has changed; the form was not sent.";
      reportError(browserError("SKEW", sentence));
    },
  };
}
