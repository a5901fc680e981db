import type { Refusal } from "../../protocol/index.ts";
import type { DeadlineQueue } from "../deadline-queue.ts";
import type { RequestBody } from "../server-request.ts";
import { BrokenUploadError } from "./broken-upload-error.ts";
import { brokenOff, timedOut, type BodyLimits } from "./read-body.ts";

type Chunk = Uint8Array<ArrayBuffer>;

/**
 * Reads a body chunk by chunk, as they are asked for, by the rule of `receiveBody`: each span must bring its bytes. Only the
 * time counts in which the sender is waited for.
 */
export class PacedBody {
  readonly #body: RequestBody;
  readonly #chunks: AsyncIterator<Chunk>;
  readonly #limits: BodyLimits;
  readonly #deadlines: DeadlineQueue;
  readonly #spanBytes: number;
  #broughtBytes = 0;
  #waitedMs = 0;
  receivedBytes = 0;

  /** @param deadlines last `limits.bodyTimeoutMs` */
  constructor(body: RequestBody, limits: BodyLimits, deadlines: DeadlineQueue) {
    this.#body = body;
    this.#chunks = body[Symbol.asyncIterator]();
    this.#limits = limits;
    this.#deadlines = deadlines;
    this.#spanBytes = (limits.minBodyBytesPerSecond * limits.bodyTimeoutMs) / 1_000;
  }

  /**
   * Gives the next chunk, or undefined at the end; ask again only once it is there.
   * @throws BrokenUploadError
   */
  async next(): Promise<Chunk | undefined> {
    const askedMs = performance.now();
    const { done, value } = await this.#wait();
    if (done === true) return undefined;
    this.receivedBytes += value.length;
    this.#broughtBytes += value.length;
    this.#waitedMs += performance.now() - askedMs;
    if (this.#broughtBytes >= this.#spanBytes) this.#broughtBytes = this.#waitedMs = 0;
    else if (this.#waitedMs > this.#limits.bodyTimeoutMs) throw this.#refuse(this.#slow());
    return value;
  }

  /** Reads no more; see `RequestBody`. */
  leave(): void {
    this.#body.cancel({ spanMs: this.#limits.bodyTimeoutMs, spanBytes: this.#spanBytes });
  }

  #wait(): Promise<IteratorResult<Chunk, undefined>> {
    return new Promise((resolve, reject) => {
      const deadline = this.#deadlines.start(() => reject(this.#refuse(this.#slow())));
      this.#chunks.next().then(
        (result) => {
          deadline.clear();
          resolve(result);
        },
        (cause: unknown) => {
          deadline.clear();
          reject(new BrokenUploadError(brokenOff(this.receivedBytes), { cause }));
        },
      );
    });
  }

  #slow(): Refusal {
    return timedOut(this.receivedBytes, this.#limits.bodyTimeoutMs);
  }

  #refuse(refusal: Refusal): BrokenUploadError {
    this.#body.cancel();
    return new BrokenUploadError(refusal);
  }
}
