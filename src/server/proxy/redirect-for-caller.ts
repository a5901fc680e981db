import { flightType, headerNames, wireVersion, writeSignalDigest } from "../../protocol/index.ts";
import { writePlainFlight } from "../../protocol/flight/index.ts";
import { classifyVisit } from "../admit/classify-visit.ts";
import { readRedirectLocation } from "../respond/redirect-location.ts";
import type { ServerAnswer } from "../server-answer.ts";
import { mountOf, type Visit } from "../visit.ts";

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Tells a redirect of `proxy.ts` to whoever asked, in a way that takes the visitor there: `fetch` would follow it by itself,
 * and post a call again to the target. A form becomes a visit: 303, for 307 would post it to the target.
 * @throws TypeError a call or a soft navigation is sent to something that is no path and no http(s) URL
 */
export function redirectForCaller(visit: Visit, answer: ServerAnswer): ServerAnswer {
  if (!redirects.has(answer.status)) return answer;
  const named = answer.headers.find(([name]) => name === "location")?.[1];
  if (named === undefined) return answer;
  const { kind } = classifyVisit(visit);
  if (kind === "call") return redirectedCall(visit, answer, locationOf(visit, named));
  if (kind === "segments") return redirectedSegments(answer, locationOf(visit, named));
  return kind === "form" ? { ...answer, status: 303 } : answer;
}

/** The router goes wherever it is sent, so that only what a browser may follow is handed to it. */
function locationOf(visit: Visit, named: string): string {
  // A header is as visitors see it; what is handed over is a path of the app, where it is one.
  const isPath = /^\/(?![/\\])/.test(named);
  const { origin } = visit;
  const target = readRedirectLocation(isPath ? origin + named : named, origin, mountOf(visit));
  if (target === undefined)
    throw new TypeError("the proxy redirects to no path and no http(s) URL");
  return target.location;
}

/** As an action that redirects. It did not run, and nothing changed. */
function redirectedCall({ app }: Visit, answer: ServerAnswer, location: string): ServerAnswer {
  const outcome = { kind: "redirected", location, replace: false } as const;
  const build = `${app.buildId}.${wireVersion}`;
  return flightAnswer(answer, writePlainFlight({ outcome, build, location }) ?? "", [
    ["vary", headerNames.action],
    [headerNames.outcome, outcome.kind],
    [headerNames.revalidated, "none"],
  ]);
}

/** As a page that redirects: React reads one row with an error, whose digest says where to. */
function redirectedSegments(answer: ServerAnswer, location: string): ServerAnswer {
  const digest = writeSignalDigest({ kind: "redirect", location, type: "replace", status: 307 });
  const row = { digest, name: "Error", message: "", stack: [], env: "Server" };
  return flightAnswer(answer, `0:E${JSON.stringify(row)}\n`, [
    ["vary", `accept, ${headerNames.segments}`],
  ]);
}

function flightAnswer(
  { headers, afterSent }: ServerAnswer,
  body: string,
  more: readonly (readonly [string, string])[],
): ServerAnswer {
  const kept = headers.filter(
    ([name]) => name !== "location" && name !== "cache-control" && !name.startsWith("content-"),
  );
  return {
    status: 200,
    headers: [
      ["content-type", flightType],
      ["cache-control", "no-store"],
      ["x-content-type-options", "nosniff"],
      ...more,
      ...kept,
    ],
    body,
    ...(afterSent === undefined ? {} : { afterSent }),
  };
}
