import { flightType, headerNames } from "../protocol/index.ts";
import { abortedError, browserError } from "./browser-error.ts";
import type { UploadWishes } from "./post-upload.ts";
import type { CallPost } from "./post-with-progress.ts";
import { writeKeys } from "./navigation/fetch-page.ts";

/** A call as it goes out. */
export interface OutgoingCall {
  readonly id: string;
  /** UUID, the same over all tries of the call. */
  readonly callId: string;
  /** `<build id>.<wire version>`. */
  readonly build: string;
  /** Canonical path and search of the page that started it. */
  readonly url: string;
  /** Where it is posted to. Default: `url`. */
  readonly endpoint?: string | undefined;
  /** Keys of the segments that the browser holds. */
  readonly keys: readonly string[];
  /** How they look, where that is known. */
  readonly prints?: string | undefined;
  /** Other pages of which parts are on screen. */
  readonly beside?: readonly string[] | undefined;
  /** What React's `encodeReply` made of the arguments. */
  readonly body: string | FormData;
  readonly signal?: AbortSignal | undefined;
  /** Posts it in place of `fetch`. */
  readonly post?: Poster | undefined;
}

/** Posts a call. Rejects as `fetch` does. */
export type Poster = (url: string, post: CallPost) => Promise<Response>;

/**
 * Prepares what posts a call of which more is asked; undefined where nothing is, or where the code for it does not come:
 * then the call goes out like every other.
 */
export async function preparePost(wishes: UploadWishes): Promise<Poster | undefined> {
  if (!wishes.onProgress && !wishes.takesStreams) return undefined;
  // Few calls ask for it: it is loaded by the first that does.
  const code = await import("./post-upload.ts").catch(() => undefined);
  return code && ((url, post) => code.postUpload(url, post, wishes));
}

/**
 * Posts a call to its page, once.
 * @throws ActionError NETWORK when no answer came, ABORTED when the call was given up
 */
export async function sendCall(call: OutgoingCall): Promise<Response> {
  const headers = {
    accept: flightType,
    [headerNames.action]: call.id,
    [headerNames.build]: call.build,
    [headerNames.call]: call.callId,
    [headerNames.page]: [call.url, ...(call.beside ?? [])]
      .map((url) => url.replace(/\?.*/, ""))
      .join(" "),
    [headerNames.segments]: writeKeys(call.keys),
    ...(call.prints === undefined ? {} : { [headerNames.prints]: call.prints }),
  };
  const { body, signal, post } = call;
  const url = call.endpoint ?? call.url;
  try {
    return post === undefined
      ? await fetch(url, { method: "POST", headers, body, ...(signal && { signal }) })
      : await post(url, { headers, body, signal });
  } catch (cause) {
    throw signal?.aborted === true || (cause instanceof Error && cause.name === "AbortError")
      ? abortedError(cause)
      : browserError(
          "NETWORK",
          "The server could not be reached; whether the action ran is not known.",
          { cause },
        );
  }
}

/** Makes a version 4 UUID. Not `crypto.randomUUID`, which pages on plain http do not have. */
export function newCallId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, at) => {
    const marked = at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte;
    return marked.toString(16).padStart(2, "0");
  }).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
