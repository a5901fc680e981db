/** How much of a call's body was sent. */
export interface UploadProgress {
  readonly sentBytes: number;
  /** The whole body, which is a little more than the files in it. */
  readonly totalBytes: number;
}

/** What is posted. */
export interface CallPost {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | FormData;
  readonly signal: AbortSignal | undefined;
}

/** What is posted, and who hears how far it is. */
interface ObservedPost extends CallPost {
  readonly onProgress: (progress: UploadProgress) => void;
}

/**
 * Posts as `fetch` does, by the one API of browsers that tells how much of a body was sent. The answer can be read while it
 * still comes.
 * @throws TypeError the connection was lost; DOMException AbortError the signal gave it up
 */
export function postWithProgress(url: string, post: ObservedPost): Promise<Response> {
  const { headers, body, signal, onProgress } = post;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const answer = new GrowingAnswer(request, url);
    const end = (error: unknown): void => {
      signal?.removeEventListener("abort", abort);
      reject(error);
      answer.fail(error);
    };
    const abort = (): void => request.abort();
    request.open("POST", url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    // Bytes come as the characters of this encoding: text of the answer's own could not be read before its end.
    request.overrideMimeType("text/plain; charset=x-user-defined");
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      onProgress({ sentBytes: loaded, totalBytes: total }),
    );
    request.addEventListener("readystatechange", () => {
      if (request.readyState === XMLHttpRequest.HEADERS_RECEIVED) resolve(answer.response());
    });
    request.addEventListener("progress", () => answer.grow());
    request.addEventListener("load", () => {
      signal?.removeEventListener("abort", abort);
      answer.close();
    });
    request.addEventListener("error", () => end(new TypeError("The connection was lost.")));
    request.addEventListener("abort", () =>
      end(new DOMException("The call was given up.", "AbortError")),
    );
    signal?.addEventListener("abort", abort);
    if (signal?.aborted === true) return end(new DOMException("Given up.", "AbortError"));
    request.send(body);
  });
}

/** The answer of an `XMLHttpRequest` as a `Response` whose body grows. */
class GrowingAnswer {
  readonly #request: XMLHttpRequest;
  readonly #asked: string;
  #controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
  #read = 0;

  constructor(request: XMLHttpRequest, url: string) {
    this.#request = request;
    this.#asked = new URL(url, location.href).href.replace(/#.*/, "");
  }

  response(): Response {
    const { status, responseURL } = this.#request;
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => {
        this.#controller = controller;
      },
      cancel: () => {
        this.#controller = undefined;
        this.#request.abort();
      },
    });
    const mayHaveBody = ![204, 205, 304].includes(status);
    const headers = readHeaders(this.#request.getAllResponseHeaders());
    const response = new Response(mayHaveBody ? body : null, { status, headers });
    // What `fetch` tells of where the answer came from; the constructor has no word for it.
    return Object.defineProperties(response, {
      url: { value: responseURL },
      redirected: { value: responseURL !== this.#asked },
    });
  }

  grow(): void {
    const text = this.#request.responseText;
    if (text.length === this.#read) return;
    const bytes = Uint8Array.from(
      { length: text.length - this.#read },
      (_, at) => text.charCodeAt(this.#read + at) & 0xff,
    );
    this.#read = text.length;
    this.#controller?.enqueue(bytes);
  }

  close(): void {
    this.grow();
    this.#controller?.close();
  }

  fail(error: unknown): void {
    this.#controller?.error(error);
  }
}

function readHeaders(text: string): Headers {
  const headers = new Headers();
  for (const line of text.trim().split("\r\n")) {
    const at = line.indexOf(":");
    if (at > 0) headers.append(line.slice(0, at), line.slice(at + 1).trim());
  }
  return headers;
}
