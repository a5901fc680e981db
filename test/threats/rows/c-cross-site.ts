import assert from "node:assert/strict";
import { callTo, field, formTo, multipart, requestTo } from "../harness/raw-request.ts";
import { headerValues, type Answer } from "../harness/read-answers.ts";
import { answered, refused, type ThreatCase, type ThreatRow } from "../harness/threat-row.ts";
import type { Target } from "../harness/threat-server.ts";
import { withoutOriginCheck } from "./removals.ts";
import type { SentHeaders } from "./sent-headers.ts";

const foreign = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };

/** The post of a page of another site, with fields that name an action and any content type. */
function foreignPost(to: Target, type: string | undefined, body: string): Buffer {
  return requestTo(to, {
    method: "POST",
    body,
    headers: { ...foreign, "Content-Type": type, Accept: "text/html", Cookie: "session=1" },
  });
}

function fieldsOf(to: Target): string {
  return multipart([field(`$ACTION_ID_${to.idOf("submitVault")}`, "")]).toString("latin1");
}

const simpleTypes = [
  "text/plain",
  "text/plain; charset=utf-16",
  "TEXT/PLAIN",
  "text/plain;multipart/form-data",
  "application/x-www-form-urlencoded",
  "application/x-www-form-urlencoded; charset=x",
  "APPLICATION/X-WWW-FORM-URLENCODED",
  "multipart/form-data",
  "multipart/form-data; boundary=----threatboundary",
  "Multipart/Form-Data; Boundary=----threatboundary",
  "multipart/mixed; boundary=----threatboundary",
  "multipart/form-data; boundary=a; boundary=----threatboundary",
];

function namesNoAccess(answers: readonly Answer[]): void {
  for (const [name, value] of answers.flatMap(({ headers }) => headers)) {
    assert.ok(!name.startsWith("access-control-"), name);
    assert.ok(!value.includes("evil.example"), `${name} reflects the origin`);
  }
}

/** What a later step would refuse. */
const alsoWrong: Readonly<Record<string, SentHeaders>> = {
  "a good call": {},
  "an id that is none": { "Edict-Action": "constructor" },
  "an unknown id": { "Edict-Action": "a".repeat(50) },
  "another build": { "Edict-Build": "other.1" },
  "a type that is not accepted": { "Content-Type": "application/json" },
  "an encoding": { "Content-Encoding": "gzip" },
  "a length over the limit": { "Content-Length": "99999999" },
};

/** What pages of other sites can send. */
export const crossSiteRows: readonly ThreatRow[] = [
  {
    id: "C14",
    says: "the form of another site is refused before its body is read",
    cases: [
      {
        name: "a form whose body never comes",
        server: "narrow",
        send: (to) =>
          formTo(to, [], { body: "", headers: { ...foreign, "Content-Length": "500" } }),
        expect: refused("ORIGIN"),
      },
      {
        name: "a form that waits to be told to send its body",
        server: "narrow",
        send: (to) =>
          formTo(to, [], {
            body: "",
            headers: { ...foreign, "Content-Length": "500", Expect: "100-continue" },
          }),
        expect: refused("ORIGIN"),
      },
      {
        name: "a form in chunks that never come",
        server: "narrow",
        send: (to) =>
          formTo(to, [], { body: "", headers: { ...foreign, "Transfer-Encoding": "chunked" } }),
        expect: refused("ORIGIN"),
      },
    ],
    without: [withoutOriginCheck],
  },
  {
    id: "C15",
    says: "no content type that another site may send skips the check, and with any other nothing runs",
    cases: [
      ...simpleTypes.map((type): ThreatCase => ({
        name: type,
        send: (to) => foreignPost(to, type, fieldsOf(to)),
        expect: refused("ORIGIN"),
      })),
      ...["application/json", undefined, "text/html", "*/*", "text"].map((type): ThreatCase => ({
        name: `${String(type)}, which is no form: the page is shown`,
        send: (to) => foreignPost(to, type, fieldsOf(to)),
        expect: answered(200),
      })),
      {
        name: "a call's header with a form's type",
        send: (to) =>
          callTo(to, {
            body: fieldsOf(to),
            headers: { ...foreign, "Content-Type": "application/x-www-form-urlencoded" },
          }),
        expect: refused("ORIGIN"),
      },
    ],
    without: [
      {
        check: "every type that needs no preflight is a form",
        edits: [
          {
            file: "server/admit/classify-request.js",
            find: "|application\\/x-www-form-urlencoded|text\\/plain)/i",
            replace: ")/i",
          },
        ],
      },
      withoutOriginCheck,
    ],
  },
  {
    id: "C16",
    says: "a preflight is granted nothing, and no answer reflects an origin",
    cases: [
      ...["/", "/inline", "/nothing"].map((target): ThreatCase => ({
        name: `OPTIONS ${target} for the action's header`,
        send: (to) =>
          requestTo(to, {
            method: "OPTIONS",
            target,
            headers: {
              ...foreign,
              "Access-Control-Request-Method": "POST",
              "Access-Control-Request-Headers": "edict-action",
            },
          }),
        expect: answered(204, { also: namesNoAccess }),
      })),
      {
        name: "OPTIONS of a handler",
        send: (to) =>
          requestTo(to, {
            method: "OPTIONS",
            target: "/api",
            headers: { ...foreign, "Access-Control-Request-Method": "POST" },
          }),
        expect: answered(204, { also: namesNoAccess }),
      },
      {
        name: "a page asked for by another site",
        send: (to) => requestTo(to, { headers: foreign }),
        expect: answered(200, { also: namesNoAccess }),
      },
      {
        name: "a call of our own page",
        send: (to) => callTo(to, { action: "echo" }),
        expect: answered(200, { runs: ["echo"], also: namesNoAccess }),
      },
    ],
    without: [
      {
        check: "preflights are granted nothing",
        edits: [
          {
            file: "server/respond/plain-answers.js",
            find: 'headers: [["allow", kind.allow]], body: null',
            replace:
              'headers: [["allow", kind.allow], ["access-control-allow-origin", "*"]], body: null',
          },
        ],
      },
    ],
  },
  {
    id: "C17",
    says: "no other site signs its visitor in: the action that sets a session cookie is refused as any",
    cases: [
      {
        name: "a call that signs in",
        send: (to) => callTo(to, { action: "signIn", args: ["attacker"], headers: foreign }),
        expect: refused("ORIGIN"),
      },
      {
        name: "the same call of our own page, which signs in",
        send: (to) => callTo(to, { action: "signIn", args: ["visitor"] }),
        expect: answered(200, {
          runs: ["signIn"],
          also: ([answer]) =>
            assert.match(
              headerValues(answer ?? assert.fail(), "set-cookie").join(),
              /^session=visitor/,
            ),
        }),
      },
    ],
    without: [withoutOriginCheck],
  },
  {
    id: "C18",
    says: "the origin is refused before anything else of a call or form is looked at",
    cases: [
      ...Object.entries(alsoWrong).map(([name, headers]): ThreatCase => ({
        name,
        send: (to) => callTo(to, { headers: { ...foreign, ...headers } }),
        expect: refused("ORIGIN"),
      })),
      {
        name: "a form with a body that is none",
        send: (to) => formTo(to, [], { body: "nothing", headers: foreign }),
        expect: refused("ORIGIN"),
      },
      {
        name: "a form without a boundary",
        send: (to) =>
          formTo(to, [], { headers: { ...foreign, "Content-Type": "multipart/form-data" } }),
        expect: refused("ORIGIN"),
      },
    ],
    without: [
      {
        check: "the origin comes before the id",
        edits: [
          {
            file: "server/handle-call.js",
            find: "const origin = checkOrigin(visit.received, visit.server.settings.policy);",
            replace: `const early = findAction(visit.received.header(headerNames.action), visit.received.header(headerNames.build), visit.app);
    if (!early.ok)
        return refuseVisit(visit, early.error);
    const origin = checkOrigin(visit.received, visit.server.settings.policy);`,
          },
        ],
      },
      withoutOriginCheck,
    ],
  },
  {
    id: "C20",
    says: "no other site frames a page",
    cases: ["/", "/nothing"].map((target): ThreatCase => ({
      name: `GET ${target}`,
      send: (to) => requestTo(to, { target }),
      expect: answered(target === "/nothing" ? 404 : 200, {
        also: ([page]) =>
          assert.match(
            headerValues(page ?? assert.fail(), "content-security-policy").join(),
            /frame-ancestors 'self'/,
          ),
      }),
    })),
    without: [
      {
        check: "frame-ancestors",
        edits: [
          {
            file: "server/respond/answer-page.js",
            find: '["content-security-policy", "frame-ancestors \'self\'"],',
            replace: "",
          },
        ],
      },
    ],
  },
];
