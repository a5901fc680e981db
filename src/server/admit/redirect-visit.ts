import { mountedPath, withoutBasePath } from "../../protocol/index.ts";
import { matchedRequest } from "../proxy/matched-request.ts";
import { redirectForCaller } from "../proxy/redirect-for-caller.ts";
import { textAnswer } from "../respond/plain-answers.ts";
import type { ServerAnswer } from "../server-answer.ts";
import type { Visit } from "../visit.ts";

/** Answers a visit that a redirect of the configuration names; undefined for every other. It is asked before the proxy. */
export function redirectVisit(visit: Visit): ServerAnswer | undefined {
  const { urlRules, mount } = visit.server.settings;
  if (urlRules === undefined || !isForRules(visit)) return undefined;
  const target = urlRules.redirect(matchedRequest(visit), visit.url.search);
  if (target === undefined) return undefined;
  const location = mountedPath(target.location, mount);
  return redirectForCaller(visit, textAnswer(target.status, "", [["location", location]]));
}

/** What is outside of the app, and the files that the build itself made, are no matter for its rules. */
export function isForRules({ url, server }: Visit): boolean {
  const path = withoutBasePath(url.path, server.settings.basePath);
  return path !== undefined && !path.startsWith("/_edict/");
}
