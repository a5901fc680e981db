import type { RequestBody, ServerRequest } from "../server-request.ts";
import type { Visit } from "../visit.ts";

/** The request of nobody: what is made for everybody is made for it, so that nothing of a visitor can get in. */
class BlankRequest implements ServerRequest {
  readonly method = "GET";
  readonly target: string;
  readonly httpVersion = "1.1";
  readonly peer = undefined;
  readonly encrypted = false;
  readonly body: RequestBody = noBody;
  /** Whoever asked first may leave: others wait for it. */
  readonly signal: AbortSignal = new AbortController().signal;

  constructor(target: string) {
    this.target = target;
  }

  header(): undefined {
    return undefined;
  }

  headerValues(): readonly string[] {
    return [];
  }

  toHeaders(): Headers {
    return new Headers();
  }
}

const noBody: RequestBody = {
  listen: (_, onEnd) => onEnd(true),
  cancel: () => undefined,
  async *[Symbol.asyncIterator]() {},
};

/** The visit of nobody to the page that a visit is at. */
export function blankVisit(visit: Visit): Visit {
  const { url, shownUrl, app, server, path, origin } = visit;
  const request = new BlankRequest(url.path);
  const at = { path: url.path, search: "", authority: undefined };
  const shown = shownUrl === url ? at : { path: shownUrl.path, search: "", authority: undefined };
  return {
    received: request,
    request,
    url: at,
    shownUrl: shown,
    path,
    origin,
    app,
    server,
    isReentered: false,
    givenId: undefined,
  };
}
