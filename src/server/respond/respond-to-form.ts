import {
  interruptStatus,
  writeSignalDigest,
  type FormState,
  type Outcome,
} from "../../protocol/index.ts";
import type { RouteMatch } from "../../routing/index.ts";
import type { RequestScope } from "../call/request-scope.ts";
import type { ServerAnswer } from "../server-answer.ts";
import { pageOf, type Visit } from "../visit.ts";
import { cookieHeaders, renderDocument, type DocumentExtras } from "./answer-page.ts";
import { finishAnswer } from "./finish-answer.ts";
import { textAnswer } from "./plain-answers.ts";

/** Answers a form post without JavaScript: the page anew with the form's state, a boundary's page, or 303. */
export function respondToForm(
  visit: Visit,
  scope: RequestScope,
  match: RouteMatch | undefined,
  end: { readonly outcome: Outcome; readonly stateOf: (value: unknown) => FormState | null },
): ServerAnswer | Promise<ServerAnswer> {
  const { outcome } = end;
  if (outcome.kind === "redirected")
    return finishAnswer(
      textAnswer(303, "", [["location", outcome.location], ...cookieHeaders(scope)]),
      visit,
      scope,
    );
  return renderDocument(visit, scope, pageOf(visit, match), extrasOf(outcome, end.stateOf));
}

function extrasOf(
  outcome: Exclude<Outcome, { kind: "redirected" }>,
  stateOf: (value: unknown) => FormState | null,
): DocumentExtras {
  switch (outcome.kind) {
    case "returned":
      return { formState: stateOf(outcome.value) };
    case "threw": {
      const { digest, error } = outcome;
      const failure = { kind: "error" as const, digest };
      return {
        failure: error === undefined ? failure : { ...failure, message: error.message },
        status: 500,
      };
    }
    case "not-found":
    case "unauthorized":
    case "forbidden":
      return {
        failure: { kind: outcome.kind, digest: writeSignalDigest({ kind: outcome.kind }) },
        status: interruptStatus[outcome.kind],
      };
  }
}
