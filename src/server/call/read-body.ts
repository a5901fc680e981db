import { err, ok, type Result } from "../../base/index.ts";
import type { Refusal } from "../../protocol/index.ts";
import { tooLarge } from "../admit/check-body-headers.ts";
import type { DeadlineQueue } from "../deadline-queue.ts";
import type { ActionLimits } from "../action-limits.ts";
import type { RequestBody } from "../server-request.ts";
import { BodyBytes } from "./body-bytes.ts";

/** Limits of reading one body. */
export type BodyLimits = Pick<
  ActionLimits,
  "settingLine" | "maxBodyBytes" | "bodyTimeoutMs" | "minBodyBytesPerSecond"
>;

/** A whole body, or why it is not read: TOO_LARGE, BODY_TIMEOUT, MALFORMED. */
export type ReceivedBody = Result<Uint8Array<ArrayBuffer>, Refusal>;

/** Reads a whole body into one array, as `receiveBody` does. */
export function readBody(
  body: RequestBody,
  limits: BodyLimits,
  deadlines: DeadlineQueue,
): Promise<ReceivedBody> {
  return new Promise((resolve) => receiveBody(body, limits, deadlines, resolve));
}

/**
 * Reads a whole body into one array, and calls once with it. `deadlines` last `bodyTimeoutMs`: each such span must bring
 * its time's worth of the lowest rate, so that neither a stalled nor a trickling sender holds a slot.
 */
export function receiveBody(
  body: RequestBody,
  limits: BodyLimits,
  deadlines: DeadlineQueue,
  onReceived: (received: ReceivedBody) => void,
): void {
  const collected = new BodyBytes(limits.maxBodyBytes);
  const stepBytes = (limits.minBodyBytesPerSecond * limits.bodyTimeoutMs) / 1_000;
  let nextMark = stepBytes;
  // A host may have more on its way when it is told to stop: what was refused stays refused.
  let isRefused = false;
  const refuse = (refusal: Refusal): void => {
    isRefused = true;
    deadline.clear();
    collected.drop();
    body.cancel();
    onReceived(err(refusal));
  };
  const deadline = deadlines.start(() => refuse(timedOut(collected.length, limits.bodyTimeoutMs)));
  body.listen(
    (chunk) => {
      if (isRefused) return;
      const length = collected.length + chunk.length;
      if (length > limits.maxBodyBytes) return refuse(tooLarge(limits, `${length} bytes came`));
      collected.add(chunk);
      if (length < nextMark) return;
      nextMark = length + stepBytes;
      deadline.refresh();
    },
    (complete) => {
      if (isRefused) return;
      deadline.clear();
      onReceived(complete ? ok(collected.take()) : err(brokenOff(collected.length)));
    },
  );
}

/** The refusal of a body that ended before its end. */
export function brokenOff(bytes: number): Refusal {
  return { code: "MALFORMED", reason: `the body broke off after ${bytes} bytes` };
}

/** The refusal of a body that comes too slowly. */
export function timedOut(bytes: number, timeoutMs: number): Refusal {
  return {
    code: "BODY_TIMEOUT",
    reason: `${bytes} bytes of the body came, too few within ${timeoutMs} ms`,
    configLine: "serverActions: { bodyTimeoutSeconds }",
  };
}
