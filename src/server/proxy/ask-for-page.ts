import type { RequestBody, ServerRequest } from "../server-request.ts";
import { applySetCookies } from "../../context/index.ts";
import { flightType } from "../../protocol/index.ts";
import { isRuled, rewriteVisit } from "../admit/rewrite-visit.ts";
import { runProxy } from "../admit/run-proxy.ts";
import type { RequestScope } from "../call/request-scope.ts";
import type { Visit } from "../visit.ts";
import { RequestWithHeaders } from "./request-with-headers.ts";

/**
 * Asks the rules of the configuration and the app's proxy about a page that the answer of another request may carry, as if
 * the browser came for it: with GET, and with the cookies that it will have. Undefined where one of them sends it elsewhere
 * or answers by itself, or where the proxy changes anything but the page that stands behind the URL: then the browser
 * comes, and hears all of it.
 */
export function askForPage(
  visit: Visit,
  scope: RequestScope,
): Visit | undefined | Promise<Visit | undefined> {
  if (visit.app.proxy === undefined && visit.server.settings.urlRules === undefined) return visit;
  const request = new PageVisit(visit.received, scope);
  const asked = { ...visit, received: request, request };
  if (isRuled(asked)) return undefined;
  const passing = runProxy(asked);
  return passing === undefined
    ? asked
    : passing.then((passage) => {
        const answer =
          passage.kind === "answered"
            ? passage.answer
            : passage.finish({ status: 200, headers: [], body: null });
        void answer.afterSent?.();
        if (passage.kind === "answered") return undefined;
        const { visit: passed } = passage;
        const isAsItCame = passed.request === request && answer.headers.length === 0;
        return isAsItCame && rewriteVisit(passed) === passed ? passed : undefined;
      });
}

/** Headers of the request that brought the call, and of its body: no visit has them. */
const ofTheCall =
  /^(?:edict-.*|next-action|content-.*|transfer-encoding|origin|idempotency-key|if-.*|range)$/;

/** A browser's request for a page, made of the one that is answered. */
class PageVisit extends RequestWithHeaders {
  override readonly method = "GET";

  constructor(came: ServerRequest, { store }: RequestScope) {
    const headers = new Headers();
    for (const [name, value] of came.toHeaders())
      if (!ofTheCall.test(name)) headers.append(name, value);
    headers.set("accept", flightType);
    const written = Array.from(store.pendingCookies.values(), ({ header }) => header);
    applySetCookies(headers, written, Date.now());
    super(came, headers);
  }

  override get body(): RequestBody {
    return noBody;
  }
}

const noBody: RequestBody = {
  listen: (_onChunk, onEnd) => onEnd(true),
  cancel: () => undefined,
  async *[Symbol.asyncIterator]() {
    // A visit sends nothing.
  },
};
