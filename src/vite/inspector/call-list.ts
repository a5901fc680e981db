import { codePages, type RefusalCode } from "../../errors/index.ts";
import type { EndedRun, LogEntry } from "../../server/index.ts";
import { cutText, describeArguments } from "../describe-arguments.ts";
import { describeEnd, describeTime } from "../describe-run.ts";

/** The last calls of a development server. */
export interface CallList {
  readonly addRun: (run: EndedRun) => void;
  /** Takes what an entry of the log says of a refusal. */
  readonly addEntry: (entry: LogEntry) => void;
  /** The newest first. */
  readonly shown: () => ShownCall[];
  /** Is called after each change, until the returned function is. */
  readonly onChange: (listener: () => void) => () => void;
}

/** A call as it is shown: texts only, nothing of what it was given or gave. */
export interface ShownCall {
  readonly at: Date;
  /** Name of the action, or what was asked for. */
  readonly subject: string;
  /** `app/actions.ts:8`; "" where no action ran. */
  readonly place: string;
  readonly args: string;
  readonly outcome: string;
  /** Name of the page that explains it. */
  readonly page?: string;
  readonly took: string;
  /** What it made stale, e.g. `tag notes`. */
  readonly revalidated: readonly string[];
  /** How often the cache gave what: `2 hits, 1 miss`. */
  readonly cache: string;
}

/** Longest text of one cell. */
const maxLength = 400;

/** Makes the list of the last `capacity` calls. */
export function createCallList(capacity: number, now: () => Date): CallList {
  const calls: (() => ShownCall)[] = [];
  const listeners = new Set<() => void>();
  const add = (call: () => ShownCall): void => {
    calls.unshift(call);
    if (calls.length > capacity) calls.pop();
    for (const listener of listeners) listener();
  };
  return {
    addRun: (run) => add(showRun(run, now())),
    addEntry: ({ refusal }) => {
      // Of an action that passed its deadline the run tells.
      if (refusal === undefined || refusal.code === "TIMEOUT") return;
      const at = now();
      const { subject, code, status, reason } = refusal;
      add(() => ({
        ...nothing,
        at,
        subject,
        outcome: cutText(`${code} (${status}): ${reason}`, maxLength),
        page: codePages[code],
      }));
    },
    shown: () => calls.map((show) => show()),
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const nothing = { place: "", args: "", took: "", revalidated: [], cache: "" } as const;

/** Keeps no argument: a list of large values would be kept with them. */
function showRun(run: EndedRun, at: Date): () => ShownCall {
  const { entry, end, durationMs, revalidations, reads } = run;
  const code = codeOf(end);
  const shown = {
    at,
    subject: entry.name,
    place: `${entry.file}:${entry.line}`,
    args: cutText(describeArguments(run), maxLength),
    outcome: (code === undefined ? "" : `${code}: `) + describeEnd(end),
    ...(code === undefined ? {} : { page: codePages[code] }),
    took: describeTime(durationMs),
  };
  // Tasks of `after()` and the answer's page come later.
  return () => ({
    ...shown,
    revalidated: revalidations.flatMap(({ kind, target, type }) => {
      if (kind === "cookie") return [];
      return [[kind, target, type].filter((word) => word !== undefined && word !== "").join(" ")];
    }),
    cache: describeReads(reads),
  });
}

function codeOf(end: EndedRun["end"]): RefusalCode | undefined {
  if (end.kind === "timed-out") return "TIMEOUT";
  return end.kind === "threw" && describeEnd(end).startsWith("threw") ? "FAILED" : undefined;
}

function describeReads({ hit, stale, miss }: EndedRun["reads"]): string {
  const counts = [
    hit === 0 ? "" : `${hit} ${hit === 1 ? "hit" : "hits"}`,
    stale === 0 ? "" : `${stale} stale`,
    miss === 0 ? "" : `${miss} ${miss === 1 ? "miss" : "misses"}`,
  ];
  return counts.filter((count) => count !== "").join(", ");
}
