import { callOf, formOf } from "../http/calls.ts";
import { idOf } from "../http/fake-app.ts";
import type { Host, Sent } from "../http/hosts.ts";

/** A request that a step of the line ends. */
export interface Ending {
  readonly step: string;
  readonly status: number;
  readonly what: string;
  readonly sent: Writer;
}

type Writer = (host: Host) => Sent;

/** Writes a call of an action, good but for what is named. */
export const call = (more: Sent = {}, name = "act", args: unknown = []): Writer => {
  return (host) => callOf(host, name, args, more);
};

/** Writes a form without JavaScript. */
export const form = (fields: readonly (readonly [string, string])[], more: Sent = {}): Writer => {
  return (host) => formOf(host, fields, more);
};

/** The field by which a form names its action. */
export const actionField = (name: string, signature?: string): readonly [string, string] => [
  `$ACTION_ID_${idOf(name, signature)}`,
  "",
];

const key = "----k";

const sealed = [
  ["$ACTION_REF_1", ""],
  ["$ACTION_1:0", JSON.stringify({ id: idOf("inline"), bound: "$@1" })],
  ["$ACTION_1:1", '["v1.k1.AAAA"]'],
] as const;

/** Calls, by the step that ends them. */
export const endingsOfCalls: readonly Ending[] = [
  {
    step: "canonicalise",
    status: 400,
    what: "a target without a spelling",
    sent: call({ target: "/%zz" }),
  },
  {
    step: "canonicalise",
    status: 308,
    what: "another spelling of a target",
    sent: call({ target: "//a" }),
  },
  {
    step: "check-host",
    status: 421,
    what: "another host",
    sent: call({ headers: { host: "evil.example" } }),
  },
  { step: "classify-request", status: 405, what: "another method", sent: call({ method: "PUT" }) },
  {
    step: "classify-request",
    status: 426,
    what: "an upgrade",
    sent: call({ headers: { upgrade: "websocket", connection: "upgrade" } }),
  },
  {
    step: "check-origin",
    status: 403,
    what: "another site",
    sent: call({ headers: { origin: "https://evil.example", "sec-fetch-site": "cross-site" } }),
  },
  {
    step: "find-action",
    status: 400,
    what: "an id that is none",
    sent: call({ headers: { "edict-action": "constructor" } }),
  },
  { step: "find-action", status: 404, what: "an unknown id", sent: call({}, "nobody") },
  {
    step: "find-action",
    status: 409,
    what: "another signature",
    sent: call({ headers: { "edict-action": idOf("act", "11111111") } }),
  },
  {
    step: "check-body-headers",
    status: 415,
    what: "another type",
    sent: call({ headers: { "content-type": "application/json" } }),
  },
  {
    step: "check-body-headers",
    status: 413,
    what: "a length over the limit",
    sent: call({ headers: { "content-length": "2000000" } }),
  },
  {
    step: "read-body",
    status: 413,
    what: "a body over the limit that declares no length",
    sent: call({ headers: { "transfer-encoding": "chunked" }, body: "x".repeat(1_048_577) }),
  },
  {
    step: "decode-arguments",
    status: 400,
    what: "a body that is no reply",
    sent: call({ body: "{" }),
  },
  {
    step: "open-captures",
    status: 400,
    what: "captures that nobody sealed",
    sent: call({}, "inline", ["v1.k1.AAAA"]),
  },
  { step: "run-action", status: 504, what: "an action that never ends", sent: call({}, "endless") },
];

/** Forms without JavaScript, by the step that ends them. */
export const endingsOfForms: readonly Ending[] = [
  {
    step: "check-origin",
    status: 403,
    what: "another site",
    sent: form([actionField("act")], { headers: { origin: "null" } }),
  },
  {
    step: "check-body-headers",
    status: 415,
    what: "another type",
    sent: form([], {
      headers: { "content-type": "application/x-www-form-urlencoded;charset=utf-16" },
    }),
  },
  {
    step: "check-body-headers",
    status: 413,
    what: "a length over the limit",
    sent: form([], { headers: { "content-length": "2000000" } }),
  },
  {
    step: "read-body",
    status: 413,
    what: "a body over the limit that declares no length",
    sent: form([["a", "x".repeat(1_048_577)]], { headers: { "transfer-encoding": "chunked" } }),
  },
  {
    step: "read-form-parts",
    status: 400,
    what: "a body that is no form",
    sent: form([], { headers: { "content-type": `multipart/form-data; boundary=${key}` } }),
  },
  {
    step: "find-action",
    status: 404,
    what: "an unknown id",
    sent: form([["$EDICT", "b1.1"], actionField("nobody")]),
  },
  {
    step: "find-action",
    status: 409,
    what: "another signature",
    sent: form([actionField("act", "11111111")]),
  },
  {
    step: "decode-arguments",
    status: 400,
    what: "a descriptor that is none",
    sent: form([
      ["$ACTION_REF_1", ""],
      ["$ACTION_1:0", `{"id":"${idOf("inline")}","bound":"$@9"}`],
    ]),
  },
  { step: "open-captures", status: 400, what: "captures that nobody sealed", sent: form(sealed) },
  {
    step: "run-action",
    status: 504,
    what: "an action that never ends",
    sent: form([actionField("endless")]),
  },
];
