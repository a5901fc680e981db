import { err, ok } from "../../base/index.ts";
import { closingDelimiter, type Refusal } from "../../protocol/index.ts";
import type { Slot } from "../admit/admit-call.ts";
import type { UploadMeasure } from "../admit/measure-upload.ts";
import type { DeadlineQueue } from "../deadline-queue.ts";
import type { ServerAnswer } from "../server-answer.ts";
import type { RequestBody } from "../server-request.ts";
import { BodyBytes } from "./body-bytes.ts";
import { BrokenUploadError } from "./broken-upload-error.ts";
import { IncomingFile } from "./incoming-file.ts";
import { PacedBody } from "./paced-body.ts";
import type { BodyLimits, ReceivedBody } from "./read-body.ts";

type Chunk = Uint8Array<ArrayBuffer>;

/** How a body is read whose last file the action reads as it comes. */
export interface UploadReading {
  readonly measure: UploadMeasure;
  readonly limits: BodyLimits;
  /** Last `limits.bodyTimeoutMs`. */
  readonly deadlines: DeadlineQueue;
  /** Resolves once so many bytes more may be held. */
  readonly hold: Slot["hold"];
}

/**
 * A body in two halves: everything up to the content of its last file, read and decoded before the action begins, and that
 * content, which the action's own reading draws from the connection. What stands behind it is checked byte by byte.
 */
export class IncomingUpload {
  readonly measure: UploadMeasure;
  readonly #body: PacedBody;
  readonly #deadlines: DeadlineQueue;
  readonly #hold: Slot["hold"];
  readonly #closing: Buffer<ArrayBuffer>;
  readonly #finder: DelimiterFinder;
  /** What came together with what was read before it. */
  #rest: Chunk | undefined;
  #contentLeft: number;
  #stopped: Error | undefined;
  #onMove: () => void = () => undefined;
  /** Why it did not come to its end, once a reader met that. */
  fault: BrokenUploadError | undefined;

  constructor(body: RequestBody, { measure, limits, deadlines, hold }: UploadReading) {
    this.measure = measure;
    this.#body = new PacedBody(body, limits, deadlines);
    this.#deadlines = deadlines;
    this.#hold = hold;
    this.#closing = Buffer.from(closingDelimiter(measure.boundary), "latin1");
    this.#finder = new DelimiterFinder(Buffer.from(`\r\n--${measure.boundary}`, "latin1"));
    this.#contentLeft = measure.contentBytes;
  }

  /** Reads what stands in front of the content, and ends it as if the content were empty: a whole body for whoever decodes it. */
  async readHead(): Promise<ReceivedBody> {
    const { headBytes } = this.measure;
    const head = new BodyBytes(headBytes + this.#closing.length);
    try {
      while (head.length < headBytes) head.add(await this.#take(headBytes - head.length));
      head.add(this.#closing);
      return ok(head.take());
    } catch (error) {
      if (!(error instanceof BrokenUploadError)) throw error;
      this.#body.leave();
      return err(error.refusal);
    }
  }

  /** The file whose content comes. */
  open(named: { readonly fileName: string; readonly type: string }): File {
    return new IncomingFile(named, {
      size: this.measure.contentBytes,
      next: () => this.#nextContent(),
      makeRoom: () => this.#hold(this.measure.contentBytes),
      leave: () => this.stop(notWanted()),
    });
  }

  /** Has `onMove` called whenever the action asks for some of it, and when that comes. */
  whileItComes(onMove: () => void): void {
    this.#onMove = onMove;
  }

  /** Reads no more: whoever still asks gets `reason`. */
  stop(reason: Error): void {
    if (this.#stopped !== undefined) return;
    this.#stopped = reason;
    this.#body.leave();
  }

  /**
   * Ends the reading with the call: with its answer, or, where that comes in parts, which may be made of the upload, once it
   * is out or nobody has read for a while: a browser that still sends reads no answer, which then could not go out either.
   */
  endWith(answer: ServerAnswer): ServerAnswer {
    const { body, afterSent } = answer;
    const isWhole = body === null || typeof body === "string" || body instanceof Uint8Array;
    if (isWhole) {
      this.stop(callEnded());
      return answer;
    }
    const deadline = this.#deadlines.start(() => this.stop(callEnded()));
    this.whileItComes(() => deadline.refresh());
    return {
      ...answer,
      afterSent: async () => {
        deadline.clear();
        this.stop(callEnded());
        await afterSent?.();
      },
    };
  }

  async #nextContent(): Promise<Chunk | undefined> {
    this.#onMove();
    try {
      const chunk = this.#contentLeft === 0 ? undefined : await this.#take(this.#contentLeft);
      if (chunk === undefined) await this.#checkEnd();
      else this.#contentLeft -= chunk.length;
      if (chunk !== undefined && this.#finder.find(chunk))
        throw malformed("its content holds the boundary that ends it");
      this.#onMove();
      return chunk;
    } catch (error) {
      // Of what was stopped nobody asks why it broke.
      if (this.#stopped !== undefined) throw this.#stopped;
      if (!(error instanceof BrokenUploadError)) throw error;
      this.fault = error;
      this.stop(error);
      throw error;
    }
  }

  /** Behind the content stands the closing delimiter, and nothing else. */
  async #checkEnd(): Promise<void> {
    const closing = this.#closing;
    for (let at = 0; at < closing.length;) {
      const bytes = await this.#take(closing.length - at);
      if (!closing.subarray(at, at + bytes.length).equals(bytes))
        throw malformed("its content does not end where it was said to");
      at += bytes.length;
    }
    const more = this.#rest ?? (await this.#body.next());
    if (more !== undefined) throw malformed("something stands behind its end");
  }

  /** Takes what is there, at least one byte and at most `maxBytes`. */
  async #take(maxBytes: number): Promise<Chunk> {
    if (this.#stopped !== undefined) throw this.#stopped;
    const chunk = this.#rest ?? (await this.#body.next());
    if (this.#stopped !== undefined) throw this.#stopped;
    if (chunk === undefined)
      throw malformed(`it broke off after ${this.#body.receivedBytes} bytes`);
    this.#rest = chunk.length > maxBytes ? chunk.subarray(maxBytes) : undefined;
    return chunk.length > maxBytes ? chunk.subarray(0, maxBytes) : chunk;
  }
}

/** Looks for a delimiter in bytes that come in pieces. */
class DelimiterFinder {
  readonly #delimiter: Buffer;
  /** The end of what came before: too short to hold a whole one. */
  #before: Buffer = Buffer.alloc(0);

  constructor(delimiter: Buffer) {
    this.#delimiter = delimiter;
  }

  find(chunk: Chunk): boolean {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const overlap = this.#delimiter.length - 1;
    const seam = Buffer.concat([this.#before, bytes.subarray(0, overlap)]);
    this.#before = Buffer.from(
      bytes.length < overlap ? seam.subarray(-overlap) : bytes.subarray(-overlap),
    );
    return bytes.includes(this.#delimiter) || seam.includes(this.#delimiter);
  }
}

function malformed(reason: string): BrokenUploadError {
  const refusal: Refusal = { code: "MALFORMED", reason };
  return new BrokenUploadError(refusal);
}

function notWanted(): Error {
  return new Error("The upload is not read any more: its stream was cancelled.");
}

function callEnded(): Error {
  return new Error("The upload is not read any more: the call that brought it has ended.");
}
