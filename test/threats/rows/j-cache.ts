import assert from "node:assert/strict";
import { callTo, field, formTo, requestTo, type RawRequest } from "../harness/raw-request.ts";
import { headerValues, type Answer } from "../harness/read-answers.ts";
import {
  answered,
  refused,
  type Expectation,
  type Removal,
  type ThreatCase,
  type ThreatRow,
  type ThreatSection,
} from "../harness/threat-row.ts";
import type { Target } from "../harness/threat-server.ts";
import { keptRows } from "./j-kept.ts";
import { sharedRows } from "./j-shared.ts";
import { staleRows } from "./j-stale.ts";
import { exchange } from "./k-paths.ts";

/** Nobody between server and browser may keep any of these. */
function keptByNobody(answers: readonly Answer[]): void {
  for (const answer of answers) {
    assert.match(headerValues(answer, "cache-control").join(), /^(?:private, )?no-store$/);
    assert.deepEqual(headerValues(answer, "etag"), [], "nothing to revalidate it by");
    assert.deepEqual(headerValues(answer, "age"), []);
  }
}

const segments = { Accept: "text/x-component", "Edict-Segments": "" };

/** Sends one request for each visitor; each must see themselves and nobody else. */
function visitors(name: string, request: RawRequest): ThreatCase {
  const names = ["alice", "bob", "alice", "carol"];
  const bytesFor = (to: Target, visitor: string): Buffer =>
    requestTo(to, {
      target: "/whoami",
      ...request,
      headers: { ...request.headers, Cookie: `visitor=${visitor}` },
    });
  return {
    name,
    send: async (to) =>
      (await Promise.all(names.map((visitor) => exchange(to, bytesFor(to, visitor))))).flat(),
    expect: {
      statuses: names.map(() => 200),
      also: (answers) => {
        keptByNobody(answers);
        for (const [index, { body }] of answers.entries())
          for (const visitor of names)
            assert.equal(body.includes(visitor), visitor === names[index], `${visitor} in ${body}`);
      },
    },
  };
}

const keptPages: Removal = {
  check: "a page is kept by nobody",
  edits: [
    {
      file: "server/respond/answer-page.js",
      find: '["cache-control", "private, no-store"]',
      replace: '["cache-control", "public, max-age=60"]',
    },
  ],
};

const keptSegments: Removal = {
  check: "segments are kept by nobody",
  edits: [
    {
      file: "server/respond/answer-segments.js",
      find: '["cache-control", "private, no-store"]',
      replace: '["cache-control", "public, max-age=60"]',
    },
  ],
};

const keptTexts: Removal = {
  check: "short answers are kept by nobody",
  edits: [
    {
      file: "server/respond/plain-answers.js",
      find: '["cache-control", "no-store"],',
      replace: "",
    },
  ],
};

const unkeyed: Readonly<Record<string, string>> = {
  "X-Forwarded-Host": "evil.example",
  "X-Forwarded-Proto": "https",
  "X-Forwarded-Port": "1",
  Forwarded: "host=evil.example",
  "X-Original-Url": "/admin",
  "X-Rewrite-Url": "/admin",
  "X-Nextjs-Data": "1",
  "X-Middleware-Rewrite": "/admin",
  "X-Host": "evil.example",
  "X-Http-Method-Override": "DELETE",
  "Accept-Language": "xx",
  RSC: "1",
  "Next-Router-State-Tree": "%5B%5D",
  "Next-Router-Prefetch": "1",
  "Edict-Page": "/admin",
  "Edict-Build": "other.1",
  "User-Agent": "<script>",
  "Accept-Encoding": "gzip, br",
};

/** Asks for the same page without and with what is changed: the answers must be equal. */
function unchanged(name: string, changed: RawRequest): ThreatCase {
  return {
    name,
    send: async (to) => [
      ...(await exchange(to, requestTo(to, { target: "/things/5" }))),
      ...(await exchange(to, requestTo(to, { target: "/things/5", ...changed }))),
    ],
    expect: {
      statuses: [200, 200],
      also: (answers) => {
        keptByNobody(answers);
        const [plain, poisoned] = answers.map(({ headers, body }) => ({
          headers: headers.filter(([header]) => header !== "date"),
          body,
        }));
        assert.deepEqual(poisoned, plain);
        const [vary = ""] = answers.flatMap((answer) => headerValues(answer, "vary"));
        assert.match(vary, /accept, edict-segments/, "all that an answer is chosen by is named");
      },
    },
  };
}

const shows = (thing: string): Expectation =>
  answered(200, {
    also: ([page]) =>
      assert.match(page?.body ?? "", new RegExp(`thing: (?:<!-- -->)?${thing}[<;]`)),
  });

function thing(path: string, shown: string): ThreatCase {
  return {
    name: path,
    send: (to) => requestTo(to, { target: `/things/${path}` }),
    expect: shows(shown),
  };
}

function noThing(path: string): ThreatCase {
  return {
    name: path,
    send: (to) => requestTo(to, { target: `/things/${path}` }),
    expect: refused("MALFORMED"),
  };
}

const reading: readonly ThreatRow[] = [
  {
    id: "J1",
    says: "what is shown to one visitor is shown to nobody else, and kept by nobody",
    cases: [
      visitors("the page", {}),
      visitors("its segments", { headers: segments }),
      visitors("the page asked for again, with what a cache would ask", {
        headers: { "If-None-Match": "*", "If-Modified-Since": "Mon, 30 Nov 2026 00:00:00 GMT" },
      }),
    ],
    without: [keptPages, keptSegments],
  },
  {
    id: "J2",
    says: "headers that a cache does not look at change nothing of a page",
    cases: [
      ...Object.entries(unkeyed).map(([name, value]) =>
        unchanged(name, { headers: { [name]: value } }),
      ),
      unchanged("all of them", { headers: unkeyed }),
      ...["?_rsc=abc", "?_rsc=1&_rsc=2", "?__nextLocale=xx"].map((query): ThreatCase => ({
        name: query,
        send: (to) => requestTo(to, { target: `/things/5${query}` }),
        expect: { ...shows("5"), statuses: [200] },
      })),
    ],
    without: [
      {
        check: "internal headers are hidden",
        edits: [
          {
            file: "server/admit/strip-internal.js",
            find: "if (!suspects.has(name.charCodeAt(0)))",
            replace: "if (true)",
          },
        ],
      },
    ],
  },
  {
    id: "J3",
    says: "an answer to a request with a body is kept by nobody",
    cases: [
      {
        name: "GET with a body",
        send: (to) => requestTo(to, { target: "/things/5", body: "id=6" }),
        expect: { ...shows("5"), also: keptByNobody },
      },
      {
        name: "GET with a form",
        send: (to) => formTo(to, [field("id", "6")], { method: "GET", target: "/things/5" }),
        expect: { ...shows("5"), also: keptByNobody },
      },
      {
        name: "POST of a form that calls no action",
        send: (to) => formTo(to, [field("id", "6")], { target: "/things/5" }),
        expect: { ...shows("5"), also: keptByNobody },
      },
      {
        name: "POST of JSON",
        send: (to) =>
          requestTo(to, {
            method: "POST",
            target: "/things/5",
            body: '{"id":6}',
            headers: { "Content-Type": "application/json" },
          }),
        expect: { ...shows("5"), also: keptByNobody },
      },
    ],
    without: [keptPages],
  },
  {
    id: "J4",
    says: "paths that differ are different pages, and what has no one spelling is 400",
    cases: [
      thing("a", "a"),
      thing("A", "A"),
      thing("%C3%A9", "%C3%A9"),
      thing("e%CC%81", "e%CC%81"),
      thing("%EF%BF%BD", "%EF%BF%BD"),
      thing("a%2Fb", "a%2Fb"),
      thing("a%5Cb", "a%5Cb"),
      thing("a%20b", "a%20b"),
      thing("a+b", "a%2Bb"),
      noThing("%FF"),
      noThing("%C3"),
      noThing("%C0%80"),
      noThing("%ED%A0%80"),
      noThing("a%00"),
      noThing("a%"),
    ],
    without: [
      {
        check: "a path is UTF-8",
        edits: [
          {
            file: "routing/canonical-path.js",
            find: 'if (text === undefined)\n        return err("not-utf-8");',
            replace: String.raw`if (text === undefined)
        return ok("\ufffd");`,
          },
        ],
      },
    ],
  },
  {
    id: "J7",
    says: "errors, redirects and answers with cookies are kept by nobody",
    cases: [
      ...[
        ["a page that there is not", "/nothing-here", 404],
        ["a page that fails", "/broken", 500],
        ["a page that redirects", "/moved", 307],
        ["another spelling", "//things/5", 308],
      ].map(([name, target, status]): ThreatCase => ({
        name: String(name),
        send: (to) => requestTo(to, { target: String(target) }),
        expect: answered(Number(status), {
          also: keptByNobody,
          lines: status === 500 ? 1 : 0,
        }),
      })),
      {
        name: "segments of a page that fails",
        send: (to) => requestTo(to, { target: "/broken", headers: segments }),
        expect: answered(200, { also: keptByNobody, lines: 1 }),
      },
      {
        name: "a call that sets a cookie",
        send: (to) => callTo(to, { action: "signIn", args: ["alice"] }),
        expect: answered(200, {
          runs: ["signIn"],
          also: (answers) => {
            keptByNobody(answers);
            assert.equal(answers.flatMap((each) => headerValues(each, "set-cookie")).length, 1);
          },
        }),
      },
      {
        name: "a form that sets a cookie",
        send: (to) => formTo(to, [field(`$ACTION_ID_${to.idOf("submitVault")}`, "")]),
        expect: answered(200, { runs: ["submitVault "], also: keptByNobody }),
      },
    ],
    without: [keptPages, keptSegments, keptTexts],
  },
];

/** Cache, tags, revalidation. */
export const cacheRows: ThreatSection = {
  letter: "J",
  title: "cache, tags, revalidation",
  rows: [...reading, ...staleRows, ...keptRows, ...sharedRows],
  missing: {},
};
