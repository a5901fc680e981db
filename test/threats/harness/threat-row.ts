import type { RefusalCode } from "../../../src/errors/index.ts";
import { refusalStatus } from "../../../src/protocol/index.ts";
import type { Answer } from "./read-answers.ts";
import type { ProfileName } from "./profiles.ts";
import type { ServerReport, Target } from "./threat-server.ts";

/** The sections of the table, in its order, and how many rows each has. */
export const sectionSizes = {
  A: 12,
  B: 15,
  C: 20,
  D: 15,
  E: 13,
  F: 55,
  G: 14,
  H: 12,
  I: 15,
  J: 12,
  K: 16,
} as const;

export type SectionLetter = keyof typeof sectionSizes;
export type RowId = `${SectionLetter}${number}`;

/** The rows of one section. */
export interface ThreatSection {
  readonly letter: SectionLetter;
  readonly title: string;
  readonly rows: readonly ThreatRow[];
  /** Why a row is not among them yet, by its id. */
  readonly missing: Readonly<Partial<Record<RowId, string>>>;
}

/** One bad input, in all its spellings, and what each must get. */
export interface ThreatRow {
  readonly id: RowId;
  /** What is sent, and what must come of it. */
  readonly says: string;
  readonly cases: readonly ThreatCase[];
  /** The checks that hold the row; without any one of them the row must fail. */
  readonly without: readonly Removal[] | HeldElsewhere;
}

/** One spelling of a row's input. */
export interface ThreatCase {
  readonly name: string;
  /** The server it is sent to. Default: `plain`. */
  readonly server?: ProfileName;
  readonly send: (target: Target) => Exchange;
  readonly expect: Expectation;
}

/**
 * What is sent: bytes on a connection of their own (a string is Latin-1), or a script that did all that it wanted
 * and gives the answers to judge.
 */
export type Exchange = string | Uint8Array | Promise<readonly Answer[]>;

/** What must come of a case. */
export interface Expectation {
  /** The status of each answer, in order; empty where the connection is closed without one. */
  readonly statuses: readonly number[];
  /** `edict-error`: each answer is then held to everything that a refusal promises. */
  readonly code?: RefusalCode;
  /** Whether the answer is one to HEAD. */
  readonly bodiless?: boolean;
  /** What of the app ran, in order. Default: nothing. */
  readonly runs?: readonly string[];
  /** Lines of the log; `any` where what failed is tried again by itself. Default: one for a refusal, else none. */
  readonly lines?: number | "any";
  /** Everything else; throws where it does not hold. */
  readonly also?: (answers: readonly Answer[], report: ServerReport) => void | Promise<void>;
}

/** A check that can be taken out of the built package. */
export interface Removal {
  /** What is taken out, in words. */
  readonly check: string;
  readonly edits: readonly Edit[];
  /** Whether the app carries the check inside of its bundles, and must be built anew. Default: false. */
  readonly rebuild?: boolean;
}

/** One change of a file of the built package. */
export interface Edit {
  /** Relative to `dist`, e.g. `server/admit/check-origin.js`. */
  readonly file: string;
  /** Stands in it exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** A row that no edit of the package can make fail. */
export interface HeldElsewhere {
  readonly by: "node" | "construction";
  readonly why: string;
}

type Rest = Omit<Expectation, "statuses" | "code">;

/** Expects a refusal, with all that it promises. */
export function refused(code: RefusalCode, rest: Rest = {}): Expectation {
  return { statuses: [refusalStatus[code]], code, ...rest };
}

/** Expects an answer that is no refusal of ours, and that nothing ran unless `rest` says so. */
export function answered(status: number, rest: Rest = {}): Expectation {
  return { statuses: [status], ...rest };
}

/** Expects no answer: the connection ends without one, or the script has judged all of them itself. */
export function unanswered(rest: Rest = {}): Expectation {
  return { statuses: [], ...rest };
}
