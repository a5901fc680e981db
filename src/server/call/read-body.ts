import { err, ok, type Result } from "../../base/index.ts";
import type { Refusal } from "../../protocol/index.ts";
import { tooLarge } from "../admit/check-body-headers.ts";
import type { DeadlineQueue } from "../deadline-queue.ts";
import type { ServerLimits } from "../server-limits.ts";
import type { RequestBody } from "../server-request.ts";

/** Limits of reading one body. */
export type BodyLimits = Pick<
  ServerLimits,
  "maxBodyBytes" | "bodyTimeoutMs" | "minBodyBytesPerSecond"
>;

/**
 * Reads a whole body into one array. `deadlines` last `bodyTimeoutMs`: each such span must bring its time's worth of the
 * lowest rate, so that neither a stalled nor a trickling sender holds a slot. Errors: TOO_LARGE, BODY_TIMEOUT, MALFORMED.
 */
export function readBody(
  body: RequestBody,
  limits: BodyLimits,
  deadlines: DeadlineQueue,
): Promise<Result<Uint8Array<ArrayBuffer>, Refusal>> {
  return new Promise((resolve) => {
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    const stepBytes = (limits.minBodyBytesPerSecond * limits.bodyTimeoutMs) / 1_000;
    let length = 0;
    let nextMark = stepBytes;
    const refuse = (refusal: Refusal): void => {
      deadline.clear();
      body.cancel();
      resolve(err(refusal));
    };
    const deadline = deadlines.start(() => refuse(timedOut(length, limits.bodyTimeoutMs)));
    body.listen(
      (chunk) => {
        length += chunk.length;
        if (length > limits.maxBodyBytes)
          return refuse(tooLarge(limits.maxBodyBytes, `${length} bytes came`));
        chunks.push(chunk);
        if (length < nextMark) return;
        nextMark = length + stepBytes;
        deadline.refresh();
      },
      (complete) => {
        deadline.clear();
        resolve(complete ? ok(joinChunks(chunks, length)) : err(brokenOff(length)));
      },
    );
  });
}

/** Joins chunks; a body that came in one piece is not copied. */
function joinChunks(
  chunks: readonly Uint8Array<ArrayBuffer>[],
  length: number,
): Uint8Array<ArrayBuffer> {
  const [first] = chunks;
  if (chunks.length === 1 && first !== undefined) return first;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function brokenOff(bytes: number): Refusal {
  return { code: "MALFORMED", reason: `the body broke off after ${bytes} bytes` };
}

function timedOut(bytes: number, timeoutMs: number): Refusal {
  return {
    code: "BODY_TIMEOUT",
    reason: `${bytes} bytes of the body came, too few within ${timeoutMs} ms`,
    configLine: "serverActions: { bodyTimeoutSeconds }",
  };
}
