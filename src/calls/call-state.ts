/** What the store holds of a call. */
export type CallState = RunningState | DoneState;

interface RunningState {
  readonly kind: "running";
  readonly content: string;
  readonly principals: readonly string[];
  /** Milliseconds since 1970. */
  readonly leaseEndsAt: number;
}

interface DoneState {
  readonly kind: "done";
  readonly content: string;
  /** Whoever may have the outcome. */
  readonly principals: readonly string[];
  readonly kept: string | undefined;
}

/** A call as it is recorded. */
export interface CallToRecord {
  /** Names the call in the store: its id, and what else sets it apart. */
  readonly key: string;
  /** What was called with what: see `hashContent`. */
  readonly content: string;
  /** Who called: see `principalOf`. */
  readonly principal: string;
}

/** What of the end of a call is recorded. */
export interface RecordedEnd {
  /** What a repetition is answered from; undefined for an end that cannot be kept. */
  readonly kept: string | undefined;
  /** Who the caller is once they have the answer, where it changes that: its cookies count as their own. */
  readonly principalAfter?: string;
}

/** Writes the state of a call that runs. */
export function writeRunning({ content, principal }: CallToRecord, leaseEndsAt: number): string {
  return ["running", content, principal, leaseEndsAt].join("\n");
}

/** Writes the state of a call that ended. */
export function writeDone(
  { content, principal }: CallToRecord,
  { kept, principalAfter = principal }: RecordedEnd,
): string {
  const principals = principalAfter === principal ? principal : `${principal} ${principalAfter}`;
  // `join` makes one flat text: of pieces added up, V8 would keep every piece for the day.
  return [kept === undefined ? "unkept" : "kept", content, principals, kept ?? ""].join("\n");
}

/**
 * Reads a state.
 * @throws TypeError for a text that is none: somebody else writes into the store
 */
export function readCallState(text: string): CallState {
  const [kind = "", content = "", principals = ""] = text.split("\n", 3);
  const rest = text.slice(kind.length + content.length + principals.length + 3);
  const known = { content, principals: principals.split(" ") };
  if (kind === "running") return { kind, ...known, leaseEndsAt: Number(rest) };
  if (kind === "kept") return { kind: "done", ...known, kept: rest };
  if (kind === "unkept") return { kind: "done", ...known, kept: undefined };
  throw new TypeError("The store holds under the key of a call what is no state of a call.");
}
