import type { RequestScope } from "../call/request-scope.ts";
import type { ServerAnswer } from "../server-answer.ts";
import type { Visit } from "../visit.ts";
import { cookieHeaders } from "./cookie-headers.ts";

/** Makes an answer of the app's own `Response`; a part of it that cannot be sent is an error. */
export function fromResponse(response: Response, visit: Visit, scope: RequestScope): ServerAnswer {
  const { status, headers, body } = response;
  if (status < 200) throw new TypeError(`a Response of status ${status} was returned`);
  if (response.bodyUsed || body?.locked === true)
    throw new TypeError("a Response was returned whose body was read before");
  // Without a body the length may be the one that GET would give; beside one it is the host's to say.
  const tellsLength = body === null && (visit.request.method === "HEAD" || status === 304);
  // What fetch() gives is decoded already.
  const isDecoded = response.url !== "";
  const drops = (name: string): boolean =>
    hopByHop.has(name) ||
    name.startsWith("proxy-") ||
    (name === "content-length" && !tellsLength) ||
    (name === "content-encoding" && isDecoded);
  // Headers yields each set-cookie by itself.
  const own = [...headers].filter(([name]) => !drops(name));
  return { status, headers: [...own, ...cookieHeaders(scope)], body };
}

/** Headers of a connection: they are the host's, and one that came from another server is not ours (RFC 9110, 7.6.1). */
const hopByHop: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
