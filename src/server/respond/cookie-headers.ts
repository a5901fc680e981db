import type { RequestScope } from "../call/request-scope.ts";
import { settle } from "../call/settle.ts";
import type { ServerAnswer } from "../server-answer.ts";

/** The cookies that a request has written, as headers. */
export function cookieHeaders(scope: RequestScope): (readonly [string, string])[] {
  return settle(scope.store).setCookies.map((value) => ["set-cookie", value] as const);
}

/** Adds what a request wrote to an answer that knows nothing of it: an action that ran keeps its effects. */
export function withCookies(answer: ServerAnswer, scope: RequestScope): ServerAnswer {
  const cookies = cookieHeaders(scope);
  return cookies.length === 0 ? answer : { ...answer, headers: [...answer.headers, ...cookies] };
}
