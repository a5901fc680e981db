import type { NextRequest } from "../context/next-request.ts";

/** What `proxy.ts` exports as `proxy` or as its default: answers, or lets the request through by returning nothing. */
export type NextProxy = (
  request: NextRequest,
  event: NextFetchEvent,
) => Response | undefined | void | Promise<Response | undefined | void>;

/** The older name of `NextProxy`. */
export type NextMiddleware = NextProxy;

/** Second argument of a proxy. */
export interface NextFetchEvent {
  /** Lets work go on once the answer is sent. */
  readonly waitUntil: (work: Promise<unknown>) => void;
}

/** What `proxy.ts` exports as `config`. */
export interface ProxyConfig {
  /** The requests it is run for; default: all. */
  readonly matcher?: ProxyMatcher | readonly ProxyMatcher[];
}

type ProxyMatcher =
  | string
  | {
      readonly source: string;
      readonly has?: readonly ProxyCondition[];
      readonly missing?: readonly ProxyCondition[];
    };

type ProxyCondition =
  | { readonly type: "header" | "cookie" | "query"; readonly key: string; readonly value?: string }
  | { readonly type: "host"; readonly value: string };
