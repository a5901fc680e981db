import { isUtf8 } from "node:buffer";
import { Readable, Writable } from "node:stream";
import { markForms } from "./mark-forms.ts";

const closing = Buffer.from("</body></html>");

/** How much of a document waits for a slow reader before React is told to wait. */
const bufferBytes = 65_536;

/** Where the document goes: React writes HTML into `sink`, the Flight rows are fed beside it, `body` carries both. */
export interface DocumentStream {
  readonly sink: Writable;
  readonly body: Readable;
}

/** How a document is written. */
export interface InjectOptions {
  readonly nonce: string | undefined;
  /** Script text that runs before the first row, e.g. `self.__edict_failure=…`. */
  readonly prelude: string | undefined;
  /** Makes the hidden field that goes with a form's action. */
  readonly formField: () => string;
}

/**
 * Joins HTML and Flight into one document: rows go out as scripts between two flushes of React,
 * never inside an element it is still writing, and before the document closes.
 */
export function injectFlight(flight: Readable, options: InjectOptions): DocumentStream {
  const open = options.nonce === undefined ? "<script>" : `<script nonce="${options.nonce}">`;
  const rows: string[] = options.prelude === undefined ? [] : [options.prelude];
  const html: Buffer[] = [];
  const state = {
    flowing: false,
    htmlEnded: false,
    flightEnded: false,
    wanted: false,
    tail: undefined as Buffer | undefined,
  };
  const body = new Readable({
    // Node asks once, and again only after a push: what it asked for while React was at work is remembered.
    read: () => {
      state.wanted = true;
      if (sink.isFull) sink.drain();
    },
  });

  const pushRows = (): void => {
    if (rows.length === 0) return;
    body.push(`${open}${rows.join(";")}</script>`);
    rows.length = 0;
  };
  const flush = (): void => {
    const written = markForms(Buffer.concat(html), options.formField);
    html.length = 0;
    if (written.length > 0) {
      state.wanted = false;
      state.flowing = true;
      const ends = written.subarray(-closing.length).equals(closing);
      body.push(ends ? written.subarray(0, -closing.length) : written);
      if (ends) state.tail = closing;
    }
    if (state.flowing) pushRows();
    if (state.htmlEnded && state.flightEnded) {
      if (state.tail !== undefined) body.push(state.tail);
      body.push(null);
    }
  };

  flight.on("data", (chunk: Buffer | string) => {
    rows.push(`(self.__edict??=[]).push(${scriptLiteral(asBuffer(chunk))})`);
    // Only between two flushes of React is it safe to write; before its end React says when.
    if (state.htmlEnded) flush();
  });
  flight.once("end", () => {
    rows.push("(self.__edict??=[]).push(null)");
    state.flightEnded = true;
    if (state.htmlEnded) flush();
  });
  flight.once("error", (error) => body.destroy(error));

  const sink: HtmlSink = new HtmlSink({
    take: (chunk) => {
      html.push(chunk);
      return state.wanted || body.readableLength < bufferBytes;
    },
    flush,
    end: () => {
      state.htmlEnded = true;
      flush();
    },
  });
  body.once("close", () => sink.destroy());
  return { sink, body };
}

interface SinkPorts {
  /** Takes HTML; false when React should wait. */
  readonly take: (chunk: Buffer) => boolean;
  readonly flush: () => void;
  readonly end: () => void;
}

/**
 * What React writes into. A plain Writable would hold chunks back from a slow reader, and a flush would come
 * before the HTML that it completes; this one takes everything at once and only tells React when to wait.
 */
class HtmlSink extends Writable {
  readonly #ports: SinkPorts;
  /** Whether React waits for `drain`. */
  isFull = false;

  constructor(ports: SinkPorts) {
    super();
    this.#ports = ports;
  }

  override write(chunk: Uint8Array | string): boolean {
    this.isFull = !this.#ports.take(asBuffer(chunk));
    return !this.isFull;
  }

  /** React calls it whenever what it wrote is complete HTML. */
  flush(): void {
    this.#ports.flush();
  }

  drain(): void {
    this.isFull = false;
    this.emit("drain");
  }

  override end(chunk?: unknown): this {
    if (typeof chunk === "string") this.write(chunk);
    this.#ports.end();
    return this;
  }
}

/** React gives away what it writes, and fills a new array for what follows: nothing is copied. */
function asBuffer(chunk: Uint8Array | string): Buffer {
  return typeof chunk === "string"
    ? Buffer.from(chunk)
    : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/** Writes bytes as a script literal: a string, or `["<base64>"]` where they are no UTF-8. */
function scriptLiteral(bytes: Buffer): string {
  if (!isUtf8(bytes)) return JSON.stringify([bytes.toString("base64")]);
  return scriptSafeJson(bytes.toString("utf8"));
}

const unsafeInScript = /[<\u2028\u2029]/g;

/** Writes a value as JSON that may stand inside a `<script>`. */
export function scriptSafeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    unsafeInScript,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
