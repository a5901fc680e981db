import {
  decodeReply,
  defaultReplyBudgets,
  type ReplyBudgets,
  type ReplyOptions,
} from "../../src/protocol/reply/index.ts";
import type { Result } from "../../src/base/index.ts";
import type { AcceptedKind, Refusal } from "../../src/protocol/index.ts";

/** A part as a test writes it: a field's text, or a file. */
export type BodyPart =
  | readonly [name: string, value: string]
  | readonly [name: string, bytes: Uint8Array, fileName: string];

export const boundary = "----test";

/** Id of the only action that is listed. */
export const listedId: string = "a".repeat(50);

export const listedAction = (...bound: unknown[]): unknown =>
  bound.length === 0 ? "ran" : ["ran", ...bound];

/** Writes a multipart body as browsers do. */
export function multipart(parts: readonly BodyPart[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  const text = (piece: string): number => pieces.push(new TextEncoder().encode(piece));
  for (const [name, value, fileName] of parts) {
    const file =
      fileName === undefined
        ? ""
        : `; filename="${fileName}"\r\nContent-Type: application/octet-stream`;
    text(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`);
    if (typeof value === "string") text(value);
    else pieces.push(value);
    text("\r\n");
  }
  text(`--${boundary}--\r\n`);
  return Buffer.concat(pieces);
}

export function replyOptions(
  budgets: Partial<ReplyBudgets> = {},
  accepts: readonly AcceptedKind[] = [],
): ReplyOptions {
  return {
    budgets: { ...defaultReplyBudgets, ...budgets },
    accepts,
    findReference: (id, bound) => {
      if (id !== listedId) return undefined;
      return bound === null ? listedAction : listedAction.bind(null, ...bound);
    },
    temporaryReferences: new WeakMap(),
  };
}

/** Decodes a text body. */
export function decodeText(text: string): Result<unknown[], Refusal> {
  return decodeReply(new TextEncoder().encode(text), { kind: "text" }, replyOptions());
}

/** Decodes a multipart body of fields, by their names; a `Uint8Array` is a file. */
export function decodeForm(
  fields: Record<string, string | Uint8Array> | readonly BodyPart[],
  accepts: readonly AcceptedKind[] = [],
): Result<unknown[], Refusal> {
  const parts = Array.isArray(fields)
    ? (fields as readonly BodyPart[]) // what is an array here is a list of parts
    : Object.entries(fields).map(([name, value]): BodyPart =>
        typeof value === "string" ? [name, value] : [name, value, "blob"],
      );
  return decodeReply(multipart(parts), { kind: "multipart", boundary }, replyOptions({}, accepts));
}
