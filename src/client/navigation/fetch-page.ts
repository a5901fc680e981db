import type { ReactNode } from "react";
import { flightType, headerNames, type PagePayload } from "../../protocol/index.ts";
import { browserError } from "../browser-error.ts";
import { readSignal } from "../signal-error.ts";
import type { PartialPage } from "./page.ts";
import { readPrinted } from "./segment-prints.ts";
import { readFlight } from "../read-flight.ts";

/** What a soft navigation came to. */
export type FetchedPage =
  | {
      readonly kind: "page";
      readonly payload: PagePayload<ReactNode> & Pick<PartialPage<ReactNode>, "sources">;
    }
  | { readonly kind: "redirect"; readonly href: string }
  /** Not a page of ours, or one that failed as a whole: the browser must load it itself. */
  | { readonly kind: "foreign" };

/**
 * Fetches the segments of a page that the browser does not hold.
 * @param keys of the held segments; none asks for all
 * @param prints of the page on screen: what is the same is not sent
 * @throws ActionError NETWORK
 */
export async function fetchPage(
  href: string,
  keys: readonly string[],
  prints?: string,
): Promise<FetchedPage> {
  const headers = {
    accept: flightType,
    [headerNames.segments]: writeKeys(keys),
    ...(prints === undefined ? {} : { [headerNames.prints]: prints }),
  };
  const response = await reach(fetch(href, { headers }));
  if (!isFlight(response) || response.body === null) return { kind: "foreign" };
  try {
    const payload = await readPrinted(response.body, (flight) =>
      readFlight<PagePayload<ReactNode>>(flight),
    );
    return { kind: "page", payload };
  } catch (error) {
    const signal = readSignal(error);
    return signal?.kind === "redirect"
      ? { kind: "redirect", href: signal.location }
      : { kind: "foreign" };
  }
}

/** Tells whether a response holds Flight. */
export function isFlight(response: Response): boolean {
  return (response.headers.get("content-type") ?? "").startsWith(flightType);
}

/** Writes the keys of held segments as the value of `edict-segments`. */
export function writeKeys(keys: readonly string[]): string {
  return keys.map(encodeURIComponent).join(",");
}

async function reach(response: Promise<Response>): Promise<Response> {
  try {
    return await response;
  } catch (cause) {
    throw browserError("NETWORK", "The server could not be reached.", { cause });
  }
}
