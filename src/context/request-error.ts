/** What `onRequestError` of `instrumentation.ts` is called with, once per error of the app that a request met. */
export type OnRequestError = (
  error: unknown,
  request: FailedRequest,
  context: RequestErrorContext,
) => unknown;

/** The request that met an error. */
export interface FailedRequest {
  /** With its search, e.g. `/posts/5?sort=new`. */
  readonly path: string;
  readonly method: string;
  /** As the app saw them, by their lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Where an error was thrown, and how the log names it. */
export interface RequestErrorContext {
  readonly routerKind: "App Router";
  /** Pattern of the route, e.g. `/posts/[id]`; the path where no route matches. */
  readonly routePath: string;
  readonly routeType: "action" | "proxy" | "render" | "route";
  /** The action that failed, e.g. `app/actions.ts#save`; absent for everything else. */
  readonly actionName?: string;
  /** What stands for the error on the wire and in the log. */
  readonly digest: string;
  /** How the log names the request. */
  readonly requestId: string;
}
