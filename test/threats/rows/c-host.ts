import assert from "node:assert/strict";
import type { Profile } from "../harness/profiles.ts";
import { requestTo } from "../harness/raw-request.ts";
import {
  answered,
  refused,
  unanswered,
  type ThreatCase,
  type ThreatRow,
} from "../harness/threat-row.ts";
import type { Target } from "../harness/threat-server.ts";
import { passesBoth, refusedBoth } from "./sent-headers.ts";

const policyFile = "server/admit/origin-policy.js";
const hostFile = "server/admit/check-host.js";

const matching = ["https://a.one.example", "https://a.many.example", "https://a.b.many.example"];

const notMatching = [
  "https://one.example",
  "https://a.b.one.example",
  "https://evilone.example",
  "https://.one.example",
  "https://a..many.example",
  "https://many.example",
  "https://evilmany.example",
  "http://a.one.example",
  "https://a.one.example:8443",
  "https://a.one.example.evil.io",
  "https://user@a.one.example",
  "https://a.one.example/page",
];

const wrongRules = [
  "*",
  "*.com",
  "**.x",
  "*.",
  "a*.example.com",
  "*.*.example.com",
  "https://*.com",
  "example.com/page",
  "exa mple.com",
  "",
];

async function expectNoStart(to: Target, allowedOrigins: readonly string[]): Promise<[]> {
  const profile: Profile = { options: { allowedOrigins } };
  assert.match((await to.refusesToStart(profile)) ?? "it starts", /allowedOrigins: /);
  return [];
}

const rules: readonly ThreatRow[] = [
  {
    id: "C9",
    says: "a wildcard stands for one label, or for one and more, and never for a whole top-level domain",
    cases: [
      ...matching.flatMap((origin) =>
        passesBoth({
          name: origin,
          server: "allowing",
          headers: { Origin: origin, "Sec-Fetch-Site": "cross-site" },
        }),
      ),
      ...notMatching.flatMap((origin) =>
        refusedBoth("ORIGIN", { name: origin, server: "allowing", headers: { Origin: origin } }),
      ),
      // A server that starts takes half a second: the pattern is one, so some stand for all.
      ...wrongRules.map((rule): ThreatCase => ({
        name: `a server with allowedOrigins: [${JSON.stringify(rule)}] does not start`,
        send: (to) => expectNoStart(to, [rule]),
        expect: unanswered(),
      })),
    ],
    without: [
      {
        check: "one star is one label",
        edits: [{ file: policyFile, find: "(deep || labels.length === 1)", replace: "true" }],
      },
      {
        check: "a top-level domain is no rule",
        edits: [{ file: policyFile, find: 'if (!host.includes("."))', replace: "if (false)" }],
      },
      {
        check: "the scheme of a rule",
        edits: [{ file: policyFile, find: "rule.scheme === scheme &&", replace: "" }],
      },
      {
        check: "the port of a rule",
        edits: [{ file: policyFile, find: "rule.port === port &&", replace: "" }],
      },
    ],
  },
  {
    id: "C10",
    says: "a listed origin is compared without case",
    cases: [
      "https://proxy.example.org",
      "https://PROXY.example.org",
      "HTTPS://A.One.Example",
    ].flatMap((origin) =>
      passesBoth({ name: origin, server: "allowing", headers: { Origin: origin } }),
    ),
    without: [
      {
        check: "case is ignored",
        edits: [
          {
            file: policyFile,
            find: "const known = origin.toLowerCase();",
            replace: "const known = origin;",
          },
        ],
      },
    ],
  },
];

const forwarding = {
  "X-Forwarded-Host": "evil.example",
  "X-Forwarded-Proto": "gopher",
  "X-Forwarded-Port": "1",
  "X-Forwarded-For": "10.0.0.1",
  Forwarded: "for=10.0.0.1;host=evil.example;proto=http",
};

function seesForwarded(names: string): ThreatCase["expect"] {
  return answered(200, {
    runs: ["GET /api"],
    also: ([answer]) => assert.equal(answer?.body, `forwarded: ${names}`),
  });
}

const hosts: readonly ThreatRow[] = [
  {
    id: "C11",
    says: "a host that is not configured is 421, also where Origin agrees with it",
    cases: [
      ...["evil.example", "localhost:1", "127.0.0.1.evil.example", "localhost."].flatMap((host) =>
        refusedBoth("HOST", {
          name: `Host ${host}`,
          headers: { Host: host, Origin: `http://${host}` },
        }),
      ),
      ...["/", "/api", "/note.txt", "/nothing"].map((target): ThreatCase => ({
        name: `GET ${target} of another host`,
        send: (to) => requestTo(to, { target, headers: { Host: "evil.example" } }),
        expect: refused("HOST"),
      })),
      ...refusedBoth("HOST", {
        name: "the name of another server's origin",
        server: "named",
        headers: { Host: "localhost", Origin: "http://localhost" },
      }),
    ],
    without: [
      {
        check: "hosts are configured",
        edits: [
          {
            file: hostFile,
            find: "if (origin !== undefined)",
            replace: 'if (origin === undefined) return ok("http://" + named);\n    if (true)',
          },
        ],
      },
    ],
  },
  {
    id: "C12",
    says: "what a proxy would say counts only from a proxy that is trusted, and nobody else sees it",
    cases: [
      ...passesBoth({ name: "headers of a proxy, which are ignored", headers: forwarding }),
      ...(["named", "trustingOthers"] as const).flatMap((server) =>
        refusedBoth("HOST", {
          name: `the own host as X-Forwarded-Host, on ${server}`,
          server,
          headers: { Host: "internal:8080", "X-Forwarded-Host": "app.example.com" },
        }),
      ),
      ...(["trusting", "trustingOne"] as const).flatMap((server) =>
        passesBoth({
          name: `the own host as X-Forwarded-Host, on ${server}`,
          server,
          headers: { Host: "internal:8080", "X-Forwarded-Host": "app.example.com" },
        }),
      ),
      ...refusedBoth("HOST", {
        name: "another host as X-Forwarded-Host of a trusted proxy",
        server: "trusting",
        headers: { "X-Forwarded-Host": "evil.example" },
      }),
      ...(["plain", "trustingOthers"] as const).map((server): ThreatCase => ({
        name: `what the app sees of them, on ${server}`,
        server,
        send: (to) => requestTo(to, { target: "/api", headers: forwarding }),
        expect: seesForwarded(""),
      })),
      {
        name: "what the app sees of those of a trusted proxy",
        server: "trusting",
        send: (to) =>
          requestTo(to, {
            target: "/api",
            headers: { "X-Forwarded-For": "192.0.2.1", "X-Forwarded-Host": "app.example.com" },
          }),
        expect: seesForwarded("x-forwarded-for, x-forwarded-host"),
      },
    ],
    without: [
      {
        check: "X-Forwarded-Host counts from trusted peers only",
        edits: [
          {
            file: hostFile,
            find: "fromTrustedPeer ? readForwardedHost(request) : ok(undefined)",
            replace: "readForwardedHost(request)",
          },
        ],
      },
      {
        check: "the app does not see what others than trusted peers say",
        edits: [
          {
            file: "server/admit/strip-internal.js",
            find: "return !fromTrustedPeer;",
            replace: "return false;",
          },
        ],
      },
      {
        check: "addresses of trusted peers",
        edits: [
          {
            file: "server/admit/trusted-peers.js",
            find: "peer !== undefined && listHas(list, peer)",
            replace: "true",
          },
        ],
      },
    ],
  },
  {
    id: "C13",
    says: "trusted proxies must agree on the host: two different ones are 400",
    cases: [
      ["app.example.com", "evil.example"],
      ["evil.example", "app.example.com"],
      ["app.example.com, evil.example"],
      ["app.example.com,"],
      ["evil.example, app.example.com", "app.example.com"],
    ]
      .flatMap((values) =>
        refusedBoth("MALFORMED", {
          name: `X-Forwarded-Host ${values.join(" and ")}`,
          server: "trusting",
          headers: { "X-Forwarded-Host": values },
        }),
      )
      .concat(
        passesBoth({
          name: "X-Forwarded-Host twice the same",
          server: "trusting",
          headers: { "X-Forwarded-Host": ["app.example.com", "APP.example.com"] },
        }),
      ),
    without: [
      {
        check: "all values of X-Forwarded-Host agree",
        edits: [{ file: hostFile, find: "if (new Set(values).size <= 1)", replace: "if (true)" }],
      },
    ],
  },
];

/** Rules of further origins, and hosts. */
export const hostRows: readonly ThreatRow[] = [...rules, ...hosts];
