import type { ServerLimits } from "../../server/index.ts";

/** A limit as `edict doctor` shows it. */
export interface ShownLimit {
  /** Its key in the configuration, below `serverActions`. */
  readonly key: string;
  readonly what: string;
  readonly value: number;
  readonly default: number;
  readonly unit: LimitUnit;
}

type LimitUnit = "bytes" | "seconds" | "bytes per second" | "characters" | "digits" | "";

type LimitName = Exclude<keyof ServerLimits, "reply">;
type ReplyName = keyof ServerLimits["reply"];
type LimitRow = readonly [what: string, unit: LimitUnit, key?: string];

/** Lists every limit of the endpoint with its value and its default. */
export function listLimits(limits: ServerLimits, defaults: ServerLimits): ShownLimit[] {
  // The keys of both tables are the names of the limits: the types above hold them to it.
  const own = (Object.keys(limitRows) as LimitName[]).map((name) =>
    show(name, limitRows[name], { value: limits[name], default: defaults[name] }),
  );
  const reply = (Object.keys(replyRows) as ReplyName[]).map((name) =>
    show(name, replyRows[name], { value: limits.reply[name], default: defaults.reply[name] }),
  );
  return [...own, ...reply];
}

function show(
  name: string,
  [what, unit, key = name]: LimitRow,
  given: Pick<ShownLimit, "value" | "default">,
): ShownLimit {
  // Configured in seconds, counted in milliseconds.
  const scale = unit === "seconds" ? 1_000 : 1;
  return { key, what, value: given.value / scale, default: given.default / scale, unit };
}

const limitRows: Readonly<Record<LimitName, LimitRow>> = {
  maxBodyBytes: ["body of a call or form", "bytes", "bodySizeLimit"],
  bodyTimeoutMs: ["time for a body, or for each stretch of it", "seconds", "bodyTimeoutSeconds"],
  minBodyBytesPerSecond: ["slowest rate of a body", "bytes per second"],
  actionTimeoutMs: ["from the start of an action to its outcome", "seconds", "timeoutSeconds"],
  answerIdleMs: ["silence of a streamed answer", "seconds", "answerIdleSeconds"],
  maxAnswerBytes: ["answer to a call", "bytes"],
  maxRunning: ["calls and forms that run at a time, per worker", ""],
  maxQueued: ["calls and forms that wait, per worker", ""],
  maxBodyBytesInFlight: ["bodies being read or decoded, per worker", "bytes"],
};

const replyRows: Readonly<Record<ReplyName, LimitRow>> = {
  maxParts: ["parts of a multipart body", ""],
  maxModelParts: ["of them, parts that hold arguments", ""],
  maxFiles: ["files", ""],
  maxFieldBytes: ["a field that is not a file", "bytes"],
  maxFileNameLength: ["file name", "characters"],
  maxPartHeaderBytes: ["headers of one part", "bytes"],
  maxNodes: ["values in all arguments", ""],
  maxDepth: ["levels of nesting", ""],
  maxReferences: ["references between values", ""],
  maxPathSegments: ["segments in the path of one reference", ""],
  maxArguments: ["arguments", ""],
  maxBigIntDigits: ["digits of a BigInt", "digits"],
};
