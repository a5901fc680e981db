import { randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import { createFromNodeStream, getClientEntryUrl } from "@vitejs/plugin-rsc/ssr.node";
import { use, type ReactNode } from "react";
import { renderToPipeableStream, type PipeableStream } from "react-dom/server";
import { AppRoot } from "../client/app-root.tsx";
import {
  formFieldNames,
  interruptStatus,
  readSignalDigest,
  writeHiddenField,
  type FormState,
  type HiddenField,
  type PagePayload,
  type ShownFailure,
} from "../protocol/index.ts";
import type { RenderedHtml } from "./app-build.ts";
import type { BoundaryPlace } from "./boundaries.tsx";
import { injectFlight, scriptSafeJson } from "./inject-flight.ts";
import { whenAborted } from "./when-aborted.ts";
import { recordFlight, type FlightRecording } from "./record-flight.ts";

/** What a document is made from. */
export interface DocumentInput {
  /** Flight of the page's `PagePayload`. */
  readonly flight: Readable;
  /** The boundaries for a kind of failure, innermost first. */
  readonly boundaries: (kind: ShownFailure["kind"]) => readonly BoundaryPlace[];
  /** Status when nothing fails: 200, or 404 for a URL that matches no route. */
  readonly status: number;
  readonly formState: FormState | null | undefined;
  readonly waitForAll: boolean;
  readonly failure: Pick<ShownFailure, "kind" | "digest" | "message"> | undefined;
  /** Its forms name no call: two visitors would send the same one. */
  readonly isKept: boolean;
  readonly nonce: string | undefined;
  readonly signal: AbortSignal;
  /** Digests that the Flight of this page gave to its errors; grows while it is read. */
  readonly digests: ReadonlySet<string>;
  /** Reports an error that a component threw in this render; returns its digest. */
  readonly onError: (error: unknown) => string;
  readonly development: boolean;
  /** Goes into every form, so that a post tells which build wrote it. */
  readonly build: Pick<HiddenField, "build" | "wire">;
}

type Attempt =
  | { readonly kind: "ready"; readonly stream: PipeableStream }
  | { readonly kind: "failed"; readonly error: unknown };

/**
 * Renders a page's Flight to HTML. Where the shell fails, it is tried again with the boundary
 * around the failure shown, from the deepest outwards: React's server renderer runs no boundaries.
 */
export async function renderDocument(input: DocumentInput): Promise<RenderedHtml> {
  const flight = recordFlight(input.flight);
  let shown =
    input.failure === undefined ? undefined : showOutside(input, input.failure, undefined);
  for (;;) {
    const attempt = await tryRender(flight, input, shown);
    if (attempt.kind === "ready") return finish(attempt.stream, flight.replay(), input, shown);
    if (input.signal.aborted) throw attempt.error;
    const failure = describeFailure(attempt.error, input);
    if (failure.kind === "redirect") return failure;
    shown = showOutside(input, failure, shown);
    if (shown === undefined) throw attempt.error;
  }
}

/**
 * Shows a failure at the innermost boundary for it that was not tried yet; undefined when none is left. Which one it came
 * through is not known: showing one that it did not come through leaves it as it is, and the next one is tried.
 */
function showOutside(
  input: DocumentInput,
  failure: Pick<ShownFailure, "kind" | "digest" | "message">,
  tried: ShownFailure | undefined,
): ShownFailure | undefined {
  const places: readonly BoundaryPlace[] = [...input.boundaries(failure.kind), { depth: -1 }];
  // Another kind of failure than the last one: what is further in than that showed it, and is shown no more.
  const from = tried?.kind === failure.kind ? indexOfPlace(places, tried) + 1 : 0;
  const next = places
    .slice(from)
    .find(({ depth }) => tried === undefined || tried.kind === failure.kind || depth < tried.depth);
  return next === undefined ? undefined : { ...failure, ...next };
}

function indexOfPlace(places: readonly BoundaryPlace[], { depth, slot }: BoundaryPlace): number {
  return places.findIndex((place) => place.depth === depth && place.slot === slot);
}

type DescribedFailure =
  | Pick<ShownFailure, "kind" | "digest" | "message">
  | Extract<RenderedHtml, { kind: "redirect" }>;

function describeFailure(error: unknown, input: DocumentInput): DescribedFailure {
  const digest = knownDigest(error, input) ?? input.onError(error);
  const signal = readSignalDigest(digest);
  if (signal === undefined)
    return {
      kind: "error",
      digest,
      ...(input.development && error instanceof Error ? { message: error.message } : {}),
    };
  if (signal.kind !== "redirect") return { kind: signal.kind, digest };
  return { kind: "redirect", status: signal.status === 308 ? 308 : 307, location: signal.location };
}

/** A digest is one of ours only if this render gave it out: an error of the app may carry any. */
function knownDigest(error: unknown, { digests }: DocumentInput): string | undefined {
  if (typeof error !== "object" || error === null || !("digest" in error)) return undefined;
  const { digest } = error;
  return typeof digest === "string" && digests.has(digest) ? digest : undefined;
}

function tryRender(
  flight: FlightRecording,
  input: DocumentInput,
  shown: ShownFailure | undefined,
): Promise<Attempt> {
  let payload: Promise<PagePayload<ReactNode>> | undefined;
  // Decoded inside React's render: only there do the styles of client components become links of this document.
  const Document = (): ReactNode => {
    payload ??= Promise.resolve(createFromNodeStream<PagePayload<ReactNode>>(flight.replay()));
    return <AppRoot initial={use(payload)} {...(shown === undefined ? {} : { failure: shown })} />;
  };
  return new Promise((resolve) => {
    let firstError: unknown;
    const stream = renderToPipeableStream(<Document />, {
      bootstrapModules: [getClientEntryUrl()],
      // React's own type of this option is opaque; the value is what `decodeFormState` would give.
      ...(input.formState == null ? {} : { formState: input.formState as never }),
      ...(input.nonce === undefined ? {} : { nonce: input.nonce }),
      ...(input.waitForAll ? { progressiveChunkSize: Number.POSITIVE_INFINITY } : {}),
      onShellReady: () => {
        if (!input.waitForAll) resolve({ kind: "ready", stream });
      },
      onShellError: (error) => resolve({ kind: "failed", error }),
      onAllReady: () => {
        if (firstError === undefined || !input.waitForAll)
          return resolve({ kind: "ready", stream });
        stream.abort();
        return resolve({ kind: "failed", error: firstError });
      },
      onError: (error) => {
        firstError ??= error;
        return knownDigest(error, input) ?? input.onError(error);
      },
    });
    whenAborted(input.signal, (reason) => stream.abort(reason));
  });
}

function finish(
  stream: PipeableStream,
  flight: Readable,
  input: DocumentInput,
  shown: ShownFailure | undefined,
): RenderedHtml {
  const document = injectFlight(flight, {
    nonce: input.nonce,
    // Browsers that give a page its fields back on reload would give it the call id of its last visit.
    formField: () =>
      `<input type="hidden" autocomplete="off" name="${formFieldNames.hidden}" value="${writeHiddenField(input.isKept ? input.build : { ...input.build, callId: randomUUID() })}"/>`,
    prelude: shown === undefined ? undefined : `self.__edict_failure=${scriptSafeJson(shown)}`,
  });
  stream.pipe(document.sink);
  return { kind: "html", status: statusOf(input, shown), body: document.body };
}

function statusOf(input: DocumentInput, shown: ShownFailure | undefined): number {
  if (shown === undefined) return input.status;
  return shown.kind === "error" ? 500 : interruptStatus[shown.kind];
}
