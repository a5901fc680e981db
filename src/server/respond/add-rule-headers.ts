import { withoutBasePath } from "../../protocol/index.ts";
import { andThen } from "../../base/index.ts";
import { addProxyHeaders } from "../proxy/add-proxy-headers.ts";
import { matchedRequest } from "../proxy/matched-request.ts";
import type { Answering } from "../server-answer.ts";
import type { Visit } from "../visit.ts";

/** Adds the `headers` of the configuration that name a visit's address, which is one of the app; what the answer says of itself is kept. */
export function addRuleHeaders(visit: Visit, answering: Answering): Answering {
  const { urlRules, basePath } = visit.server.settings;
  if (urlRules === undefined || withoutBasePath(visit.url.path, basePath) === undefined)
    return answering;
  const given = urlRules.headers(matchedRequest(visit));
  if (given.length === 0) return answering;
  const headers = new Headers();
  const cookies: string[] = [];
  for (const [name, value] of given)
    if (name === "set-cookie") cookies.push(value);
    else headers.set(name, value);
  return andThen(answering, (answer) => addProxyHeaders(answer, headers, cookies));
}
