import {
  context,
  INVALID_SPAN_CONTEXT,
  SpanStatusCode,
  trace,
  type Attributes,
} from "@opentelemetry/api";
import type { RequestStore } from "../../context/index.ts";
import type { Outcome } from "../../protocol/index.ts";
import type { ActionEntry } from "../../render/index.ts";
import type { Visit } from "../visit.ts";
import { requestIdOf } from "./request-id.ts";

/** The OpenTelemetry span of one run of an action; without an SDK in the process it does nothing. */
export interface ActionSpan {
  /** Runs the action inside of the span: what it does itself becomes a part of it. */
  readonly run: <T>(action: () => T) => T;
  /** Ends it with what the action came to, and with what was thrown. */
  readonly end: (
    outcome: Outcome | { readonly kind: "timed-out" | "upload-broken" },
    thrown?: unknown,
  ) => void;
}

/** The SDK may be registered later, in `register()` of `instrumentation.ts`: this one asks for it each time. */
const tracer = trace.getTracer("edict");

/** Without an SDK, and outside of any span, there is nothing to be inside of. */
const untraced: ActionSpan = { run: (action) => action(), end: () => undefined };

/** Begins the span of an action, a child of whatever span is active. */
export function traceAction(visit: Visit, entry: ActionEntry, store: RequestStore): ActionSpan {
  const name = `${entry.file}#${entry.name}`;
  const span = tracer.startSpan(`action ${name}`);
  if (span.spanContext() === INVALID_SPAN_CONTEXT) return untraced;
  return {
    run: (action) => context.with(trace.setSpan(context.active(), span), action),
    end: (outcome, thrown) => {
      if (span.isRecording()) {
        span.setAttributes({
          "edict.action.name": name,
          "edict.request.id": requestIdOf(visit),
          ...describe(outcome, store),
        });
        if (isFailure(outcome)) span.setStatus({ code: SpanStatusCode.ERROR });
        if (isFailure(outcome) && thrown instanceof Error) span.recordException(thrown);
      }
      span.end();
    },
  };
}

type Ended = Parameters<ActionSpan["end"]>[0];

function describe(outcome: Ended, { revalidations }: RequestStore): Attributes {
  const targets = (kind: string): string[] =>
    revalidations.filter((each) => each.kind === kind).map(({ target }) => target);
  return {
    "edict.action.outcome": outcome.kind,
    "edict.action.revalidated_tags": targets("tag"),
    "edict.action.revalidated_paths": targets("path"),
    ...(outcome.kind === "threw" ? { "edict.action.digest": outcome.digest } : {}),
  };
}

/** An `ActionError` may be an answer that the action chose, which its status tells; what else it threw is a failure. */
function isFailure(outcome: Ended): boolean {
  if (outcome.kind === "threw") return (outcome.error?.status ?? 500) >= 500;
  return outcome.kind === "timed-out";
}
