import type { ActionId } from "../action-id.ts";
import type { AcceptedKind } from "../action-settings.ts";
import type { FilePart } from "./form-part.ts";

/** Budgets of one decoded body; exceeding any of them is a refusal. */
export interface ReplyBudgets {
  /** Parts of a multipart body, of every role. */
  readonly maxParts: number;
  /** Parts that hold a model (JSON). */
  readonly maxModelParts: number;
  readonly maxFiles: number;
  /** Bytes of one field that is not a file. */
  readonly maxFieldBytes: number;
  /** Characters of a file name. */
  readonly maxFileNameLength: number;
  /** Bytes of one part's header block. */
  readonly maxPartHeaderBytes: number;
  /** Values visited, over all parts and arguments. */
  readonly maxNodes: number;
  readonly maxDepth: number;
  readonly maxReferences: number;
  /** Segments of one reference path (`$1:a:b`). */
  readonly maxPathSegments: number;
  readonly maxArguments: number;
  readonly maxBigIntDigits: number;
}

/** The defaults of every budget; each can be configured. */
export const defaultReplyBudgets: ReplyBudgets = {
  maxParts: 1_000,
  maxModelParts: 256,
  maxFiles: 20,
  maxFieldBytes: 1_048_576,
  maxFileNameLength: 255,
  maxPartHeaderBytes: 8_192,
  maxNodes: 50_000,
  maxDepth: 64,
  maxReferences: 4_096,
  maxPathSegments: 64,
  maxArguments: 64,
  maxBigIntDigits: 100,
};

/** What a decoder needs beside the body. */
export interface ReplyOptions {
  readonly budgets: ReplyBudgets;
  /** What the called action takes beside plain values; nothing by default. */
  readonly accepts?: readonly AcceptedKind[] | undefined;
  /** Finds a listed action by its whole id, for `$h`, and binds `bound` to it; undefined refuses the body. */
  readonly findReference: (id: ActionId, bound: readonly unknown[] | null) => unknown;
  /** Given where the content of the last part comes later: makes the `File` that stands for it. The body ends it empty. */
  readonly comingFile?: ((part: Pick<FilePart, "fileName" | "type">) => File) | undefined;
  /** Remembers opaque arguments (`$T`), so that an answer can hand them back: React's server-side set. */
  readonly temporaryReferences: WeakMap<object, string>;
}
