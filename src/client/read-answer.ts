import type { ReactNode } from "react";
import type { ActionError } from "../errors/action-error.ts";
import type { RefusalCode } from "../errors/codes.ts";
import { headerNames, type AnswerPayload } from "../protocol/index.ts";
import { abortedError, browserError, reportNotice } from "./browser-error.ts";
import { isFlight } from "./navigation/fetch-page.ts";
import { readPrinted } from "./navigation/segment-prints.ts";
import { readFlight } from "./read-flight.ts";

const maxMessageLength = 500;

/** What an answer holds, and whether the call changed something that pages show. */
export interface Answer {
  readonly payload: AnswerPayload<ReactNode>;
  readonly revalidated: boolean;
}

/**
 * Reads the answer to a call: headers and content type first, then its Flight. A revalidation that failed is said in the
 * console and rejects nothing: a caller who sees a failure tries again, and the action would run twice.
 * @param temporaryReferences the set that `encodeReply` filled
 * @throws ActionError the refusal's code; INTERCEPTED when something else than Edict answered; NETWORK when the answer broke off, ABORTED when `signal` ended it
 */
export async function readAnswer(
  response: Response,
  temporaryReferences: unknown,
  signal?: AbortSignal,
): Promise<Answer> {
  const { body, headers } = response;
  const flight = isFlight(response);
  const code = headers.get(headerNames.error);
  if (code !== null && !flight) throw await refusalOf(response, code);
  if (!flight || body === null || !headers.has(headerNames.outcome))
    throw await interceptionOf(response);
  const revalidated = headers.get(headerNames.revalidated);
  try {
    const payload = await readPayload(response, body, temporaryReferences);
    if (headers.has(headerNames.revalidation))
      reportNotice("REVALIDATION_FAILED", "The action ran, but the cache could not be told of it.");
    return { payload, revalidated: revalidated === "data" || revalidated === "all" };
  } catch (cause) {
    if (signal?.aborted === true) throw abortedError(cause);
    throw browserError("NETWORK", "The answer broke off; the action ran.", {
      status: response.status,
      cause,
    });
  }
}

function readPayload(
  { headers }: Response,
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  temporaryReferences: unknown,
): Promise<AnswerPayload<ReactNode>> {
  const read = (flight: typeof body): Promise<AnswerPayload<ReactNode>> =>
    readFlight(flight, temporaryReferences);
  const mayHoldPage =
    headers.get(headerNames.revalidated) !== "none" ||
    headers.get(headerNames.outcome) === "redirected";
  return mayHoldPage ? readPrinted(body, read) : read(body);
}

async function refusalOf(response: Response, code: string): Promise<ActionError> {
  const { status, headers } = response;
  const limit = headers.get(headerNames.limit);
  const text = (await messageOf(response)) || `The server refused the call: ${code}.`;
  const data = {
    ...(limit === null ? {} : { limitBytes: Number(limit) }),
    ...waitOf(headers),
  };
  // Codes of a newer server are passed on as they are; they only lack a page.
  return browserError(
    code as RefusalCode,
    limit === null ? text : `${text} The limit is ${limit} bytes.`,
    { status, ...(Object.keys(data).length === 0 ? {} : { data }) },
  );
}

function waitOf(headers: Headers): { readonly retryAfterSeconds?: number } {
  const seconds = headers.get("retry-after");
  return seconds === null ? {} : { retryAfterSeconds: Number(seconds) };
}

async function interceptionOf(response: Response): Promise<ActionError> {
  const { status, redirected, url, headers } = response;
  const type = headers.get("content-type");
  const own =
    status >= 400 && type?.startsWith("text/plain") === true ? await messageOf(response) : "";
  const from = redirected ? ` after a redirect to ${url}` : "";
  const message =
    own ||
    `An unexpected response was received from the server. It has status ${status} and ${
      type === null ? "no content type" : `content type ${type}`
    }${from}, so the action did not give it: look at what answers in front of the app, such as proxy.ts, a login page, a CDN or a gateway.`;
  const data = waitOf(headers);
  return browserError("INTERCEPTED", message, {
    status,
    ...(data.retryAfterSeconds === undefined ? {} : { data }),
  });
}

async function messageOf(response: Response): Promise<string> {
  return (await response.text()).trim().slice(0, maxMessageLength);
}
