import { err, ok, type Result } from "../../base/index.ts";
import type { Refusal } from "../../protocol/index.ts";
import { tooLarge } from "../admit/check-body-headers.ts";
import type { DeadlineQueue } from "../deadline-queue.ts";
import type { ActionLimits } from "../action-limits.ts";
import type { RequestBody } from "../server-request.ts";

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

const noBytes = new Uint8Array();

/**
 * The bytes of a body in one array that grows. To keep every chunk would let a sender of single bytes make
 * several hundred bytes of each; a body that comes in one chunk is not copied.
 */
class BodyBytes {
  readonly #maxBytes: number;
  #bytes: Uint8Array<ArrayBuffer> = noBytes;
  length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  add(chunk: Uint8Array<ArrayBuffer>): void {
    const { length } = this;
    this.length += chunk.length;
    if (length === 0) {
      this.#bytes = chunk;
      return;
    }
    // The first chunk fills its array: what is written into is always an array of our own.
    if (this.length > this.#bytes.length) this.#grow(length);
    this.#bytes.set(chunk, length);
  }

  #grow(held: number): void {
    const doubled = Math.max(this.length * 2, 1_024);
    const grown = new Uint8Array(Math.max(this.length, Math.min(doubled, this.#maxBytes)));
    grown.set(this.#bytes.subarray(0, held));
    this.#bytes = grown;
  }

  take(): Uint8Array<ArrayBuffer> {
    return this.#bytes.length === this.length ? this.#bytes : this.#bytes.subarray(0, this.length);
  }

  /** The rest of a refused body is thrown away while these callbacks live on. */
  drop(): void {
    this.#bytes = noBytes;
  }
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
