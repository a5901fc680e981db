import type { Mount } from "./mount.ts";
import type { InterruptKind, Outcome } from "./outcome.ts";

/** Which page is shown. `url` is the canonical path with its search as the visitor sees it, e.g. `/posts/5?tab=all`. */
export interface RouteState {
  readonly url: string;
  /** Pattern of the route, e.g. `/posts/[id]`. */
  readonly pattern: string;
  readonly params: Readonly<Record<string, string | readonly string[]>>;
  /** One key per segment from the root layout to the page, with the slots between them: see `readSegmentTree`. */
  readonly keys: readonly string[];
  /** Position of the root layout, where that is not in `app/` itself: another root layout is another document. */
  readonly root?: number;
  /** How the app's addresses are written, where that is not as they are. */
  readonly mount?: Mount;
  /** It is shown in a slot of the page that the browser is on: what is not sent belongs to that one. */
  readonly isIntercepted?: true;
}

/** The segments that were rendered, by position among the keys; a position that is absent is kept by the browser. `E` is React's node type. */
export type SegmentElements<E> = Readonly<Record<number, E>>;

/** Flight payload of a page, and of a soft navigation. */
export interface PagePayload<E> {
  readonly build: string;
  readonly route: RouteState;
  readonly segments: SegmentElements<E>;
  /** Positions of segments that were rendered and not sent: they are what the browser said that it holds. */
  readonly unchanged?: readonly number[];
  /** Title and tags of the page, which stand outside of its segments. */
  readonly head?: E;
  /** React's form state after a post without JavaScript: `[value, key, action id, number of bound arguments]`. */
  readonly formState?: FormState | null;
  /** The app's `global-error` component. */
  readonly globalError?: unknown;
}

/** Flight payload of the answer to a call. */
export interface AnswerPayload<E> {
  readonly outcome: Outcome;
  readonly build: string;
  /** Where the browser goes, with a redirect. */
  readonly location?: string;
  /** Fresh page, when something changed or the call redirected to a page of ours. */
  readonly route?: RouteState;
  readonly segments?: SegmentElements<E>;
  readonly unchanged?: readonly number[];
  readonly head?: E;
}

/** React's form state, as `hydrateRoot` takes it. */
export type FormState = readonly [
  value: unknown,
  key: string,
  actionId: string,
  boundArguments: number,
];

/** A boundary that the server showed in place of what failed; the browser hydrates the same. */
export interface ShownFailure {
  /** Position of the segment whose boundary is shown; -1 for the last one, around the document. */
  readonly depth: number;
  /** The slot of that segment that the boundary is around, where it is not `children`. */
  readonly slot?: string;
  readonly kind: "error" | InterruptKind;
  readonly digest: string;
  /** Development only. */
  readonly message?: string;
}
