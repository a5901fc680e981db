import {
  interruptStatus,
  writeSignalDigest,
  type FormState,
  type Outcome,
} from "../../protocol/index.ts";
import type { ActionEntry } from "../../render/index.ts";
import type { RouteMatch } from "../../routing/index.ts";
import { failed } from "../call/judge-end.ts";
import type { RequestScope } from "../call/request-scope.ts";
import type { Answering } from "../server-answer.ts";
import { mountOf, pageOf, type Visit } from "../visit.ts";
import { renderDocument, type DocumentExtras } from "./answer-page.ts";
import { cookieHeaders } from "./cookie-headers.ts";
import { findUnsendable, unsendableError } from "./find-unsendable.ts";
import { finishAnswer } from "./finish-answer.ts";
import { textAnswer } from "./plain-answers.ts";
import { mountedLocation, readRedirectLocation } from "./redirect-location.ts";

/** How the action of a form ended, and how what it returned becomes the state of `useActionState`. */
export interface FormEnd {
  readonly entry: ActionEntry;
  readonly outcome: Outcome;
  readonly stateOf: (value: unknown) => FormState | null;
}

/** Answers a form post without JavaScript: the page anew with the form's state, a boundary's page, or 303. */
export function respondToForm(
  visit: Visit,
  scope: RequestScope,
  match: RouteMatch | undefined,
  end: FormEnd,
): Answering {
  const { outcome } = end;
  if (outcome.kind === "redirected")
    return finishAnswer(
      textAnswer(303, "", [["location", locationOf(outcome, visit)], ...cookieHeaders(scope)]),
      visit,
      scope,
    );
  const extras =
    outcome.kind === "returned" ? showState(outcome, end, visit) : showFailure(outcome);
  return renderDocument(visit, scope, pageOf(visit, match), extras);
}

/** Where the browser goes; the outcome's place was read before, and is written anew. */
function locationOf({ location }: Extract<Outcome, { kind: "redirected" }>, visit: Visit): string {
  const mount = mountOf(visit);
  const target = readRedirectLocation(location, visit.origin, mount);
  return target === undefined ? location : mountedLocation(target, mount);
}

type Returned = Extract<Outcome, { kind: "returned" }>;

/** The state of the form; what the page could not be rendered with fails like an action that threw, as it does in a call. */
function showState(outcome: Returned, { entry, stateOf }: FormEnd, visit: Visit): DocumentExtras {
  try {
    const formState = stateOf(outcome.value);
    // Without a state nothing of the value is sent.
    const fault = formState === null ? undefined : findUnsendable(outcome);
    if (fault === undefined) return { formState };
    return showFailure(failed(unsendableError(fault), entry, visit));
  } catch (error) {
    return showFailure(failed(error, entry, visit)); // a value whose getters throw
  }
}

function showFailure(outcome: Exclude<Outcome, Returned | { kind: "redirected" }>): DocumentExtras {
  switch (outcome.kind) {
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
