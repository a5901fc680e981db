import type { IncomingMessage, ServerResponse } from "node:http";
import { TLSSocket } from "node:tls";
import type { RequestBody, RestPace, ServerRequest } from "../../server/index.ts";
import { MessageReader } from "./message-reader.ts";
import { isGone, whenOver } from "./when-over.ts";

/** A request of `node:http` as the server reads it; nothing is copied, and little is made before someone asks. */
export class NodeRequest implements ServerRequest, RequestBody {
  readonly #message: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #expectsContinue: boolean;
  #controller: AbortController | undefined;
  #reader: MessageReader | undefined;
  #listening = false;
  #isAsked = false;
  #restPace: RestPace | undefined;
  #onCancel: (() => void) | undefined;
  readonly method: string;
  readonly target: string;

  constructor(message: IncomingMessage, response: ServerResponse, expectsContinue: boolean) {
    this.#message = message;
    this.#response = response;
    this.#expectsContinue = expectsContinue;
    // Both are set on every message that a server receives.
    this.method = message.method ?? "GET";
    this.target = message.url ?? "/";
  }

  get httpVersion(): string {
    return this.#message.httpVersion;
  }

  get peer(): string | undefined {
    return this.#message.socket.remoteAddress;
  }

  get encrypted(): boolean {
    return this.#message.socket instanceof TLSSocket;
  }

  get body(): RequestBody {
    return this;
  }

  header(name: string): string | undefined {
    // Several cookie headers are one list (RFC 9113 §8.2.3); of every other header the first counts.
    if (name === "cookie") return this.#joined(name);
    const { rawHeaders } = this.#message;
    for (let index = 0; index < rawHeaders.length; index += 2)
      if (isNamed(rawHeaders[index], name)) return rawHeaders[index + 1];
    return undefined;
  }

  headerValues(name: string): readonly string[] {
    const { rawHeaders } = this.#message;
    let values: string[] | undefined;
    for (let index = 0; index < rawHeaders.length; index += 2) {
      if (!isNamed(rawHeaders[index], name)) continue;
      const value = rawHeaders[index + 1] ?? "";
      // Most come once: an array that is pushed into would take room for seventeen.
      if (values === undefined) values = [value];
      else values.push(value);
    }
    return values ?? noValues;
  }

  #joined(name: string): string | undefined {
    const values = this.headerValues(name);
    return values.length === 0 ? undefined : values.join("; ");
  }

  toHeaders(): Headers {
    const { rawHeaders } = this.#message;
    const headers = new Headers();
    for (let index = 0; index < rawHeaders.length; index += 2)
      headers.append(rawHeaders[index] ?? "", rawHeaders[index + 1] ?? "");
    return headers;
  }

  get signal(): AbortSignal {
    if (this.#controller !== undefined) return this.#controller.signal;
    const controller = (this.#controller = new AbortController());
    const response = this.#response;
    const leave = (): void => {
      if (!response.writableFinished)
        controller.abort(new DOMException("The visitor left.", "AbortError"));
    };
    if (isGone(response)) leave();
    else whenOver(response, leave);
    return controller.signal;
  }

  listen(
    onChunk: (chunk: Uint8Array<ArrayBuffer>) => void,
    onEnd: (complete: boolean) => void,
  ): void {
    const message = this.#message;
    this.#sendContinue();
    this.#listening = true;
    let ended = false;
    const end = (complete: boolean): void => {
      if (ended || !this.#listening) return;
      ended = true;
      onEnd(complete);
    };
    // A visitor who left while the call waited for its slot: no event comes any more.
    if (message.destroyed || message.readableEnded) return queueMicrotask(() => end(false));
    message.on("data", (chunk: Buffer<ArrayBuffer>) => {
      if (this.#listening) onChunk(chunk);
    });
    message.on("end", () => end(message.complete));
    message.on("error", () => end(false));
    message.on("close", () => end(false)); // after "end", unless the body broke off
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array<ArrayBuffer>> {
    return (this.#reader ??= new MessageReader(this.#message, () => this.#sendContinue()));
  }

  /** Whether someone may read the body chunk by chunk, also while the answer goes out. */
  get streams(): boolean {
    return this.#reader?.open ?? false;
  }

  /** Whether its sender waits to be told to send the body, and was not: nothing of it comes. */
  get waitsToSend(): boolean {
    return this.#expectsContinue && !this.#isAsked;
  }

  /** At which pace what nobody reads may come; undefined where the limits of the server hold. */
  get restPace(): RestPace | undefined {
    return this.#restPace;
  }

  cancel(rest?: RestPace): void {
    this.#listening = false;
    this.#restPace = rest ?? this.#restPace;
    const onCancel = this.#onCancel;
    this.#onCancel = undefined;
    this.#reader?.stop(new Error("The rest of the body is not read: its reading was ended."));
    this.#message.pause();
    onCancel?.();
  }

  /** Has `onCancel` called when whoever reads stops. */
  whenCancelled(onCancel: () => void): void {
    this.#onCancel = onCancel;
  }

  /** Only now, with every check of the headers passed, the sender is told to send. */
  #sendContinue(): void {
    if (!this.#expectsContinue || this.#response.headersSent) return;
    this.#isAsked = true;
    this.#response.writeContinue();
  }
}

const noValues: readonly string[] = [];

/** Compares without making Node build its table of headers, which costs a plain call more than all its look-ups. */
function isNamed(sent: string | undefined, name: string): boolean {
  return sent?.length === name.length && (sent === name || sent.toLowerCase() === name);
}
