import { callTo, field, formTo, type RawRequest } from "../harness/raw-request.ts";
import { answered, refused, type Expectation, type ThreatCase } from "../harness/threat-row.ts";
import type { Target } from "../harness/threat-server.ts";

/** What the page's inline actions close over. */
export const word = "captured-one";

/** The post of the form of an inline action, its captures sealed as `token`. */
export function formOf(
  to: Target,
  token: unknown,
  request: RawRequest & { action?: string } = {},
): Buffer {
  const { action = "Mixed.keep", ...rest } = request;
  const descriptor = JSON.stringify({ id: to.idOf(action), bound: "$@1" });
  return formTo(
    to,
    [
      field("$ACTION_REF_1", ""),
      field("$ACTION_1:0", descriptor),
      field("$ACTION_1:1", JSON.stringify([token])),
      field("note", "kept"),
    ],
    { target: "/inline", ...rest },
  );
}

/** The call of an inline action, its captures sealed as `token`. */
export function callOf(to: Target, token: unknown, action = "Mixed.keep"): Buffer {
  return callTo(to, {
    action,
    args: [token, "data"],
    target: "/inline",
    headers: { "Edict-Page": "/inline" },
  });
}

/** Sends a token in a call and in a form: neither is entered. */
export function neverEntered(
  name: string,
  token: (to: Target) => unknown,
  code: "MALFORMED" | "SKEW" = "MALFORMED",
): ThreatCase[] {
  return [
    { name: `${name}, in a call`, send: (to) => callOf(to, token(to)), expect: refused(code) },
    { name: `${name}, in a form`, send: (to) => formOf(to, token(to)), expect: refused(code) },
  ];
}

/** What the form of `keep` does where its captures are good. */
export const keeps = (captured: string): Expectation =>
  answered(200, { runs: [`keep ${captured} note`] });
