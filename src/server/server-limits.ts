import { defaultReplyBudgets, type ReplyBudgets } from "../protocol/reply/index.ts";

/** Every limit of the endpoint; each can be configured. */
export interface ServerLimits {
  /** Bytes of the body of a call or a form. */
  readonly maxBodyBytes: number;
  /** A body must bring at least `bodyTimeoutMs` worth of `minBodyBytesPerSecond` in each such span, or be complete. */
  readonly bodyTimeoutMs: number;
  readonly minBodyBytesPerSecond: number;
  /** From the start of an action until its outcome. */
  readonly actionTimeoutMs: number;
  /** Longest silence of a streamed answer. */
  readonly answerIdleMs: number;
  /** Bytes of the answer to a call. */
  readonly maxAnswerBytes: number;
  /** Calls and forms that run at the same time. */
  readonly maxRunning: number;
  /** Calls and forms that wait for a slot; more are refused. */
  readonly maxQueued: number;
  /** Bytes of all bodies being read or decoded. */
  readonly maxBodyBytesInFlight: number;
  readonly reply: ReplyBudgets;
}

/** The default of every limit. */
export const defaultServerLimits: ServerLimits = {
  maxBodyBytes: 1_048_576,
  bodyTimeoutMs: 10_000,
  minBodyBytesPerSecond: 1_024,
  actionTimeoutMs: 30_000,
  answerIdleMs: 30_000,
  maxAnswerBytes: 8_388_608,
  maxRunning: 256,
  maxQueued: 512,
  maxBodyBytesInFlight: 67_108_864,
  reply: defaultReplyBudgets,
};
