import { flightType, headerNames } from "../protocol/index.ts";
import { abortedError, browserError } from "./browser-error.ts";
import type { ObservedPost } from "./post-with-progress.ts";
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
  /** Told how much of the body was sent, by what posts so; from the beginning again when the call is sent again. */
  readonly observed?: ObservedUpload | undefined;
}

/** Who hears how far an upload is, and what tells it. */
export interface ObservedUpload extends Pick<ObservedPost, "onProgress"> {
  readonly post: (url: string, post: ObservedPost) => Promise<Response>;
}

/** Prepares an upload that is observed; undefined where the code for it does not come: then the call goes out unobserved. */
export async function observeUpload(
  onProgress: ObservedPost["onProgress"] | undefined,
): Promise<ObservedUpload | undefined> {
  if (onProgress === undefined) return undefined;
  // Few calls ask for it: it is loaded by the first that does.
  const code = await import("./post-with-progress.ts").catch(() => undefined);
  return code && { post: code.postWithProgress, onProgress };
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
  const { body, signal, observed } = call;
  const url = call.endpoint ?? call.url;
  try {
    return observed === undefined
      ? await fetch(url, { method: "POST", headers, body, ...(signal && { signal }) })
      : await observed.post(url, { headers, body, signal, onProgress: observed.onProgress });
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
