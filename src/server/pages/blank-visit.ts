import { mountedPath } from "../../protocol/index.ts";
import type { RequestBody, ServerRequest } from "../server-request.ts";
import type { AppBuild } from "../../render/index.ts";
import type { ServerRuntime } from "../server-runtime.ts";
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
export function blankVisit({ app, server, origin, path, url, shownUrl }: Visit): Visit {
  const nobody = visitOfNobody(app, server, { origin, path });
  const at = { path: url.path, search: "", authority: undefined };
  if (shownUrl === url) return { ...nobody, url: at, shownUrl: at };
  return { ...nobody, url: at, shownUrl: { ...at, path: shownUrl.path } };
}

/** The visit of nobody to a path of the app: canonical, without search. */
export function visitOfNobody(
  app: AppBuild,
  server: ServerRuntime,
  { origin, path }: { readonly origin: string; readonly path: string },
): Visit {
  const request = new BlankRequest(path);
  const { basePath } = server.settings;
  const full = mountedPath(path, { basePath, trailingSlash: false });
  const url = { path: full, search: "", authority: undefined };
  return {
    received: request,
    request,
    url,
    shownUrl: url,
    path,
    origin,
    app,
    server,
    isReentered: false,
    givenId: undefined,
  };
}
