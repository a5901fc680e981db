/** One row of Flight, as it came. */
export interface FlightRow {
  /** Hexadecimal; "" for a hint, which no row refers to. */
  readonly id: string;
  /** `I` for a module, `T` for a long text, `E` for an error …; "" for JSON. */
  readonly tag: string;
  /** Without its header. */
  readonly body: Uint8Array;
  /** All of it, its end included. */
  readonly bytes: Uint8Array;
}

const comma = 44;
const lineFeed = 10;

/** Tags whose rows say how long they are; all others end with their line. */
const measuredTags = "TAOobUSsLlGgMmV";
const lineTags = /^[A-Z#rx]$/;

/** Cuts Flight into its rows, wherever the pieces it comes in are cut: the counterpart of `processBinaryChunk` in React's client. */
export class FlightRowReader {
  /** Of the row that has begun. */
  #pieces: Uint8Array[] = [];
  #head = "";
  #isInBody = false;
  /** Bytes of the body that are still to come; undefined where it ends with its line. */
  #bytesLeft: number | undefined;

  /** Takes what came, and gives the rows that are complete. */
  read(chunk: Uint8Array): FlightRow[] {
    const rows: FlightRow[] = [];
    let from = 0;
    let at = 0;
    for (;;) {
      if (!this.#isInBody) at = this.#readHead(chunk, at);
      const end = this.#isInBody ? this.#findEnd(chunk, at) : undefined;
      if (end === undefined) break;
      this.#pieces.push(chunk.subarray(from, end));
      rows.push(this.#finishRow());
      from = at = end;
    }
    if (from < chunk.length) this.#pieces.push(chunk.subarray(from));
    return rows;
  }

  #readHead(chunk: Uint8Array, start: number): number {
    let at = start;
    for (; at < chunk.length && !this.#isInBody; at++) {
      const byte = chunk[at] ?? 0;
      const id = this.#head.indexOf(":");
      if (id === -1 || (id < this.#head.length - 1 && byte !== comma)) {
        this.#head += String.fromCharCode(byte);
        continue;
      }
      const tag = String.fromCharCode(byte);
      if (byte === comma) {
        this.#bytesLeft = Number.parseInt(this.#head.slice(id + 2), 16);
        this.#head += tag;
        this.#isInBody = true;
      } else if (measuredTags.includes(tag)) this.#head += tag;
      else {
        this.#isInBody = true;
        if (!lineTags.test(tag)) return at; // the first byte of JSON
        this.#head += tag;
      }
    }
    return at;
  }

  #findEnd(chunk: Uint8Array, at: number): number | undefined {
    if (this.#bytesLeft === undefined) {
      const end = chunk.indexOf(lineFeed, at);
      return end === -1 ? undefined : end + 1;
    }
    const end = at + this.#bytesLeft;
    if (end <= chunk.length) return end;
    this.#bytesLeft -= chunk.length - at;
    return undefined;
  }

  #finishRow(): FlightRow {
    const bytes = joined(this.#pieces);
    const [id = "", rest = ""] = this.#head.split(":");
    const end = this.#bytesLeft === undefined ? bytes.length - 1 : bytes.length;
    const body = bytes.subarray(this.#head.length, end);
    this.#pieces = [];
    this.#head = "";
    this.#isInBody = false;
    this.#bytesLeft = undefined;
    return { id, tag: rest.slice(0, 1), body, bytes };
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [first, ...others] = pieces;
  if (first !== undefined && others.length === 0) return first;
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
