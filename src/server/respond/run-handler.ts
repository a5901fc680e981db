import { readProxyAnswer, runWithStore } from "../../context/index.ts";
import type { RouteMatch } from "../../routing/index.ts";
import type { RequestScope } from "../call/request-scope.ts";

/** The methods that a handler may have, in the order of an `Allow` header. */
export const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

/** What a `route.ts` exports under the name of a method. */
export type Handler = (request: Request, context: { readonly params: Promise<unknown> }) => unknown;

/** A handler, and what it is called with. */
export interface HandlerRun {
  readonly handler: Handler;
  readonly match: RouteMatch;
  readonly request: Request;
}

/** Runs a handler in its request's store; one that returns no response of its own is an error. */
export async function runHandler(
  { store }: RequestScope,
  { handler, match, request }: HandlerRun,
): Promise<Response> {
  const params = Promise.resolve(match.params);
  const answer = await runWithStore(store, async () => handler(request, { params }));
  return checkReturned(answer, `${match.route.file}, ${request.method}`);
}

/** The handler of a module for a method; HEAD comes from GET. */
export function chooseHandler(
  module: Readonly<Record<string, unknown>>,
  method: string,
): Handler | undefined {
  if (!methods.some((known) => known === method)) return undefined;
  const own = exported(module, method);
  return own ?? (method === "HEAD" ? exported(module, "GET") : undefined);
}

function exported(module: Readonly<Record<string, unknown>>, method: string): Handler | undefined {
  const value = Object.hasOwn(module, method) ? module[method] : undefined;
  // What a route file exports under a method's name is its handler: the convention itself.
  return typeof value === "function" ? (value as Handler) : undefined;
}

function checkReturned(answer: unknown, handler: string): Response {
  if (!(answer instanceof Response))
    throw new TypeError(
      `${handler}: the handler returned no Response. Return one, e.g. Response.json(value).`,
    );
  if (readProxyAnswer(answer).kind !== "respond")
    throw new TypeError(
      `${handler}: the handler returned NextResponse.next() or NextResponse.rewrite(), which only proxy.ts can: there is nothing behind a handler.`,
    );
  return answer;
}
