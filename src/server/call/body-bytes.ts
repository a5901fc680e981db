const noBytes = new Uint8Array();

/**
 * The bytes of a body in one array that grows. To keep every chunk would let a sender of single bytes make
 * several hundred bytes of each; a body that comes in one chunk is not copied.
 */
export class BodyBytes {
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
