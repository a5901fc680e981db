import { withoutBasePath } from "../../protocol/index.ts";
import { applySetCookies, readProxyAnswer } from "../../context/index.ts";
import type { ProxySource } from "../../render/index.ts";
import { canonicalPath } from "../../routing/index.ts";
import type { RequestScope } from "../call/request-scope.ts";
import { addProxyHeaders } from "../proxy/add-proxy-headers.ts";
import { proxyOf, type LoadedProxy } from "../proxy/load-proxy.ts";
import { matchedRequest } from "../proxy/matched-request.ts";
import { ProxiedRequest } from "../proxy/proxied-request.ts";
import { proxyRequest } from "../proxy/proxy-request.ts";
import { redirectForCaller } from "../proxy/redirect-for-caller.ts";
import { answerThrown } from "../respond/answer-thrown.ts";
import { finishAnswer } from "../respond/finish-answer.ts";
import { fromResponse } from "../respond/from-response.ts";
import { refuse, reportOf } from "../respond/refuse.ts";
import { renderInTime, renderTimedOut } from "../respond/render-in-time.ts";
import type { ServerAnswer } from "../server-answer.ts";
import { openVisit, visitAt, type Visit } from "../visit.ts";

/** What the app's proxy made of a visit. */
export type ProxyPassage =
  | { readonly kind: "answered"; readonly answer: ServerAnswer }
  | {
      readonly kind: "passed";
      /** At the URL and with the headers that the proxy gave it. */
      readonly visit: Visit;
      /** Adds what the proxy wants sent to the answer that is made in the end. */
      readonly finish: (answer: ServerAnswer) => ServerAnswer;
    };

/**
 * Runs the app's `proxy.ts` for a visit that its matcher names; undefined where there is none, or none to be run. A proxy
 * that fails is logged and answers with 500: nothing behind it runs.
 */
export function runProxy(visit: Visit): Promise<ProxyPassage> | undefined {
  const { app, server } = visit;
  const source = app.proxy;
  if (source === undefined || !isForProxy(visit)) return undefined;
  const proxy = proxyOf(source, app.mode, server);
  if (proxy instanceof Promise) return runLate(visit, proxy, source);
  return proxy.matches(matchedRequest(visit)) ? callProxy(visit, proxy, source) : undefined;
}

/** The passage of a visit that no proxy was run for. */
function passedBy(visit: Visit): ProxyPassage {
  return { kind: "passed", visit, finish: (answer) => answer };
}

/** What is not the app's, and what the build itself made for every browser, are no matter for a guard. */
function isForProxy({ url, server: { settings } }: Visit): boolean {
  const path = withoutBasePath(url.path, settings.basePath);
  return path !== undefined && settings.staticFiles.get(path)?.immutable !== true;
}

async function runLate(
  visit: Visit,
  loading: Promise<LoadedProxy>,
  source: ProxySource,
): Promise<ProxyPassage> {
  try {
    const proxy = await loading;
    if (!proxy.matches(matchedRequest(visit))) return passedBy(visit);
    return await callProxy(visit, proxy, source);
  } catch (error) {
    return answered(visit, answerThrown(error, visit, openVisit(visit, "proxy")));
  }
}

async function callProxy(
  visit: Visit,
  { run }: LoadedProxy,
  { file }: ProxySource,
): Promise<ProxyPassage> {
  const scope = openVisit(visit, "proxy");
  try {
    const request = proxyRequest(visit, scope);
    const event = { waitUntil: (work: Promise<unknown>) => goOn(scope, work) };
    const ended = await renderInTime(visit, scope, {
      render: async () => ({ returned: await run(request, event) }),
      drop: () => undefined,
    });
    if (ended === undefined)
      return answered(visit, finishAnswer(timedOut(visit, file), visit, scope));
    return judge(visit, scope, ended.returned, file);
  } catch (error) {
    return answered(visit, finishAnswer(answerThrown(error, visit, scope), visit, scope));
  }
}

function judge(visit: Visit, scope: RequestScope, returned: unknown, file: string): ProxyPassage {
  const response = returned ?? undefined;
  if (response !== undefined && !(response instanceof Response))
    throw new TypeError(
      `${file} returned a value of type ${typeof returned}: return a Response, or nothing.`,
    );
  const decided = readProxyAnswer(response);
  if (decided.kind === "respond") {
    const answer = fromResponse(decided.response, visit, scope);
    return answered(visit, finishAnswer(answer, visit, scope));
  }
  const moved = decided.kind === "rewrite" ? rewritten(visit, decided.url, file) : visit;
  const cookies = [
    ...decided.headers.getSetCookie(),
    ...Array.from(scope.store.pendingCookies.values(), ({ header }) => header),
  ];
  return {
    kind: "passed",
    visit: withHeaders(moved, decided.requestHeaders, cookies),
    finish: (answer) =>
      finishAnswer(addProxyHeaders(answer, decided.headers, cookies), visit, scope),
  };
}

function answered(visit: Visit, answer: ServerAnswer): ProxyPassage {
  return { kind: "answered", answer: redirectForCaller(visit, answer) };
}

/** Moves a visit to the URL that the proxy names: one of this app. */
function rewritten(visit: Visit, to: string, file: string): Visit {
  const url = new URL(to);
  if (url.origin !== visit.origin)
    throw new TypeError(
      `${file} rewrites to ${url.origin}: only paths of this app can be shown under its URL. Redirect there, or fetch it in a route handler.`,
    );
  const path = canonicalPath(url.pathname);
  if (!path.ok)
    throw new TypeError(`${file} rewrites to a path that has no one spelling: ${path.error}`);
  const { basePath } = visit.server.settings;
  return visitAt(
    visit,
    { path: path.value, search: url.search, authority: undefined },
    withoutBasePath(path.value, basePath) ?? path.value,
  );
}

/** What follows sees the headers that the proxy chose, and its cookies as if the browser had sent them. */
function withHeaders(visit: Visit, given: Headers | undefined, cookies: readonly string[]): Visit {
  if (given === undefined && cookies.length === 0) return visit;
  const headers = given ?? visit.request.toHeaders();
  applySetCookies(headers, cookies, Date.now());
  return { ...visit, request: new ProxiedRequest(visit.received, headers) };
}

function timedOut(visit: Visit, file: string): ServerAnswer {
  const refusal = { ...renderTimedOut(visit), reason: `${file} had not answered in time` };
  return refuse(refusal, reportOf(visit));
}

function goOn(scope: RequestScope, work: Promise<unknown>): void {
  work.catch(() => undefined); // told when the task, which waits for it, is run
  scope.store.afterTasks.push(() => work);
}
