import type { TargetFault } from "../admit/canonicalise.ts";
import type { RequestKind } from "../admit/classify-request.ts";
import type { ServerAnswer } from "../server-answer.ts";
import { refuse, type RefusalReport } from "./refuse.ts";

/** Answers what needs neither a page nor an action: another method, a preflight, an upgrade. */
export function answerPlainly(
  kind: Extract<RequestKind, { kind: "malformed" | "wrong-method" | "options" | "upgrade" }>,
  report: () => RefusalReport,
): ServerAnswer {
  switch (kind.kind) {
    case "malformed":
      return refuse({ code: "MALFORMED", reason: kind.reason }, report());
    case "wrong-method": {
      const answer = refuse({ code: "METHOD", reason: "the method does not fit" }, report());
      return kind.allow === ""
        ? answer
        : { ...answer, headers: [...answer.headers, ["allow", kind.allow]] };
    }
    case "options":
      // No access-control header: what a foreign page may send is decided by the origin check alone.
      return { status: 204, headers: [["allow", kind.allow]], body: null };
    case "upgrade":
      return textAnswer(426, "This server speaks HTTP only.", [
        ["upgrade", "HTTP/1.1"],
        ["connection", "close"],
      ]);
  }
}

/** Answers a target that has another spelling, or none. */
export function answerTargetFault(fault: TargetFault, report: () => RefusalReport): ServerAnswer {
  return fault.kind === "moved"
    ? textAnswer(308, "", [["location", fault.location]])
    : refuse({ code: "MALFORMED", reason: fault.reason }, report());
}

/** A short text that nobody keeps. */
export function textAnswer(
  status: number,
  text: string,
  headers: readonly (readonly [string, string])[] = [],
): ServerAnswer {
  return {
    status,
    headers: [
      ["content-type", "text/plain; charset=utf-8"],
      ["cache-control", "no-store"],
      ["x-content-type-options", "nosniff"],
      ...headers,
    ],
    body: text === "" ? "" : `${text}\n`,
  };
}
