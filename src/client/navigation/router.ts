import type { ReactNode } from "react";
import type { AnswerPayload } from "../../protocol/index.ts";
import type { Page } from "./page.ts";
import type { Entry } from "./router-state.ts";

/** One thing to show: a page, and what to do to the history once it is on screen. */
export interface View {
  readonly page: Page<ReactNode>;
  /** Grows whenever boundaries that show a failure should try again; 0 for the loaded document. */
  readonly visit: number;
  readonly entry: Entry | undefined;
}

/** Options of `router.push` and `router.replace`. */
export interface NavigateOptions {
  /** Scrolls to the top, or to the target of the hash. Default: true. */
  readonly scroll?: boolean;
}

/** The part of the router that components need. */
export interface Router {
  /** The newest view. */
  readonly view: View;
  /** Hands every further view to `show`; an `urgent` one must not wait for a call under way. Returns the way to stop. */
  readonly connect: (show: (view: View, urgent: boolean) => void) => () => void;
  /** Told when a view is on screen. */
  readonly committed: (view: View) => void;
  /** Resolves when the target is about to be shown or another navigation took over; rejects with an `ActionError` NETWORK. */
  readonly navigate: (
    href: string,
    mode: "push" | "replace",
    options?: NavigateOptions,
  ) => Promise<void>;
  /** Resolves when the newest view is on screen. Never to be waited for in a transition, which that view may wait for. */
  readonly onScreen: () => Promise<void>;
  /** Fetches the current page whole; with `retry`, boundaries that show a failure try again. Rejects with an `ActionError` NETWORK. */
  readonly refresh: (retry: boolean) => Promise<void>;
  /** Fetches a page ahead of its visit. */
  readonly prefetch: (href: string) => void;
}

/** What the router notes when a call goes out; handed back with its answer. */
export interface SentCall {
  readonly request: number;
  readonly build: string;
  /** Keys of the segments that the browser holds. */
  readonly keys: readonly string[];
  /** How they look: see `writePrints`. */
  readonly prints?: string | undefined;
  /** Other pages of which parts are on screen, in slots or around an intercepted one. Default: none. */
  readonly beside?: readonly string[];
}

/** The part of the router that a call needs. */
export interface CallRouter {
  /** Canonical path and search of the page on screen. */
  readonly url: string;
  /** Where calls are posted to, when it is not the page itself. */
  readonly endpoint?: string;
  readonly callSent: () => SentCall;
  /** Shows what the answer brought; resolves when the page owes nothing to this call any more. Never rejects. */
  readonly callAnswered: (
    sent: SentCall,
    answer: AnswerPayload<ReactNode>,
    revalidated: boolean,
  ) => Promise<void>;
  readonly callFailed: (sent: SentCall) => void;
}
