import assert from "node:assert/strict";
import { callTo, field, formTo } from "../harness/raw-request.ts";
import { headerValues, type Answer } from "../harness/read-answers.ts";
import { answered, refused, type ThreatCase, type ThreatRow } from "../harness/threat-row.ts";
import type { ServerReport } from "../harness/threat-server.ts";

/** The action failed, the log says why, and neither a place nor a cookie went out. */
function failsBecause(reason: RegExp) {
  return ([answer]: readonly Answer[], { log }: ServerReport): void => {
    assert.ok(answer);
    for (const name of ["location", "set-cookie"])
      assert.deepEqual(headerValues(answer, name), [], `no ${name} goes out`);
    assert.match(log[0]?.line ?? "", reason, "why it failed");
  };
}

const wrongTargets: readonly (readonly [name: string, target: string])[] = [
  ["two slashes", "//evil.example"],
  ["slash and backslash", "/\\evil.example"],
  ["two backslashes", "\\\\evil.example"],
  ["a scheme without slashes", "https:evil.example"],
  ["a scheme with one slash", "https:/evil.example"],
  ["javascript", "javascript:alert(1)"],
  ["javascript in mixed case", "JaVaScRiPt:alert(1)"],
  ["data", "data:text/html,hello"],
  ["a file", "file:///etc/passwd"],
  ["a tab in the scheme", "java\tscript:alert(1)"],
  ["a line break inside", "/a\r\nSet-Cookie: a=b"],
  ["leading white space", "  //evil.example"],
  ["a leading line break", "\n//evil.example"],
  ["encoded slashes", "%2f%2fevil.example"],
  ["dots before two slashes", "/.//evil.example"],
  ["nothing", ""],
];

const redirects: readonly ThreatRow[] = [
  {
    id: "I1",
    says: "a redirect to what a browser could take for another place is the developer's error; a URL is what it says",
    cases: [
      ...wrongTargets.map(([name, target]): ThreatCase => ({
        name: `${name}, in a call`,
        send: (to) => callTo(to, { action: "go", args: [target] }),
        expect: answered(500, { runs: ["go"], lines: 1, also: failsBecause(/redirect\(\)/) }),
      })),
      ...wrongTargets.slice(0, 4).map(([name, target]): ThreatCase => ({
        name: `${name}, in a form`,
        send: (to) =>
          formTo(to, [field(`$ACTION_ID_${to.idOf("submitGo")}`, ""), field("to", target)]),
        expect: answered(500, { runs: ["submitGo"], lines: 1, also: failsBecause(/redirect\(\)/) }),
      })),
      {
        name: "another site, in a form",
        send: (to) =>
          formTo(to, [
            field(`$ACTION_ID_${to.idOf("submitGo")}`, ""),
            field("to", "HTTPS://Other.Example/a b"),
          ]),
        expect: answered(303, {
          runs: ["submitGo"],
          also: ([answer]) =>
            assert.deepEqual(answer && headerValues(answer, "location"), [
              "https://other.example/a%20b",
            ]),
        }),
      },
      {
        name: "a path with dots, in a form",
        send: (to) =>
          formTo(to, [
            field(`$ACTION_ID_${to.idOf("submitGo")}`, ""),
            field("to", "/admin/../inline"),
          ]),
        expect: answered(303, {
          runs: ["submitGo"],
          also: ([answer]) =>
            assert.deepEqual(answer && headerValues(answer, "location"), ["/inline"]),
        }),
      },
    ],
    without: [
      {
        check: "where redirect() may lead, and what the server lets out",
        rebuild: true,
        edits: [
          {
            file: "context/redirect-target.js",
            find: 'if (url === "")',
            replace: 'return url;\n    if (url === "")',
          },
          {
            file: "server/respond/redirect-location.js",
            find: String.raw`if (/[\p{Cc} \\]/u.test(target))`,
            replace: 'return { kind: "elsewhere", location: target };\n    if (false)',
          },
        ],
      },
    ],
  },
  {
    id: "I3",
    says: "a redirect to a page of ours is rendered in this process, whatever host the request names",
    cases: [
      {
        name: "the page comes with the answer",
        send: (to) => callTo(to, { action: "go", args: ["/inline"] }),
        expect: answered(200, {
          runs: ["go"],
          also: ([answer], { connections }) => {
            assert.match(answer?.body ?? "", /keep/, "the page is in the answer");
            assert.ok(connections <= 1, "nobody but the visitor is connected");
          },
        }),
      },
      {
        name: "another host",
        send: (to) =>
          callTo(to, { action: "go", args: ["/inline"], headers: { Host: "evil.example" } }),
        expect: refused("HOST"),
      },
      {
        name: "another host that a proxy is said to have been asked for",
        send: (to) =>
          callTo(to, {
            action: "go",
            args: ["/inline"],
            headers: { "X-Forwarded-Host": "evil.example" },
          }),
        expect: answered(200, {
          runs: ["go"],
          also: ([answer]) => assert.doesNotMatch(answer?.body ?? "", /evil/),
        }),
      },
    ],
    without: [
      {
        check: "the host of a request",
        edits: [
          {
            file: "server/handle-request.js",
            find: "if (!origin.ok)\n        return refuse(origin.error, reportEarly(received, server));",
            replace: 'if (!origin.ok) origin.value = "http://evil.example";',
          },
          {
            file: "server/admit/check-origin.js",
            find: "if (mayCall({ origins, fetchSite, hasCookie }, policy))",
            replace: "if (true)",
          },
        ],
      },
    ],
  },
  {
    id: "I4",
    says: "a redirect of a page that an action led to goes to the browser: the server takes one step",
    cases: [
      {
        name: "a page that leads to itself",
        send: (to) => callTo(to, { action: "go", args: ["/loop"] }),
        expect: answered(200, { runs: ["go", "loop page"] }),
      },
    ],
    without: {
      by: "construction",
      why: "a page is rendered into an answer once; its redirect is a digest in that page, and nothing here follows it",
    },
  },
];

function bakes(
  name: string,
  args: readonly unknown[],
  also: NonNullable<ReturnType<typeof failsBecause>>,
  fails = true,
): ThreatCase {
  return {
    name,
    send: (to) => callTo(to, { action: "bake", args }),
    expect: answered(fails ? 500 : 200, { runs: ["bake"], lines: fails ? 1 : 0, also }),
  };
}

const sets =
  (header: string) =>
  ([answer]: readonly Answer[]): void =>
    assert.deepEqual(answer && headerValues(answer, "set-cookie"), [header]);

const cookies: readonly ThreatRow[] = [
  {
    id: "I2",
    says: "line breaks and NUL get into no header",
    cases: [
      bakes("in the name of a cookie", ["a\r\nX: y", "b"], failsBecause(/not a token/)),
      bakes("NUL in its name", ["a\0", "b"], failsBecause(/not a token/)),
      bakes("in its value", ["a", "b\r\nX: y"], failsBecause(/control character/)),
      bakes("NUL in its value", ["a", "b\0"], failsBecause(/control character/)),
      bakes("in its path", ["a", "b", { path: "/\r\nX: y" }], failsBecause(/control character/)),
      bakes(
        "in its domain",
        ["a", "b", { domain: "x\r\nX: y" }],
        failsBecause(/control character/),
      ),
      {
        name: "in a place",
        send: (to) => callTo(to, { action: "go", args: ["/a\r\nX: y"] }),
        expect: answered(500, { runs: ["go"], lines: 1, also: failsBecause(/redirect\(\)/) }),
      },
      {
        name: "in a place, encoded",
        send: (to) =>
          formTo(to, [field(`$ACTION_ID_${to.idOf("submitGo")}`, ""), field("to", "/a%0d%0aX")]),
        expect: answered(500, { runs: ["submitGo"], lines: 1, also: failsBecause(/redirect\(\)/) }),
      },
    ],
    without: [
      {
        check: "the name of a cookie",
        rebuild: true,
        edits: [
          {
            file: "context/cookie-syntax.js",
            find: 'if (typeof name !== "string" || !token.test(name))',
            replace: "if (false)",
          },
        ],
      },
      {
        check: "control characters in a cookie",
        rebuild: true,
        edits: [
          {
            file: "context/cookie-syntax.js",
            find: "const control = /\\p{Cc}/u;",
            replace: "const control = /(?!)/u;",
          },
        ],
      },
    ],
  },
  {
    id: "I5",
    says: "cookies go out as the app wrote them, at the path /, and what a browser would drop fails; Edict sets none of its own",
    cases: [
      bakes("without attributes", ["a", "b"], sets("a=b; Path=/"), false),
      bakes(
        "with all of them",
        ["a", "b c;d", { httpOnly: true, secure: true, sameSite: "lax", maxAge: 5, path: "/x" }],
        sets("a=b%20c%3Bd; Max-Age=5; Path=/x; HttpOnly; Secure; SameSite=Lax"),
        false,
      ),
      bakes("4,096 bytes", ["a", "b".repeat(4_094)], sets(`a=${"b".repeat(4_094)}; Path=/`), false),
      bakes("4,097 bytes", ["a", "b".repeat(4_095)], failsBecause(/4097 bytes/)),
      bakes(
        "less that is more when it is encoded",
        ["a", "é".repeat(1_000)],
        failsBecause(/bytes/),
      ),
      {
        name: "none of its own, in a call",
        send: (to) => callTo(to, { action: "echo" }),
        expect: answered(200, {
          runs: ["echo"],
          also: ([answer]) => assert.deepEqual(answer && headerValues(answer, "set-cookie"), []),
        }),
      },
      {
        name: "none of its own, in a form",
        send: (to) =>
          formTo(to, [field(`$ACTION_ID_${to.idOf("submit")}`, ""), field("word", "a")]),
        expect: answered(200, {
          runs: ["submit word"],
          also: ([answer]) => assert.deepEqual(answer && headerValues(answer, "set-cookie"), []),
        }),
      },
    ],
    without: [
      {
        check: "how long a cookie may be",
        rebuild: true,
        edits: [
          {
            file: "context/cookie-syntax.js",
            find: "if (pairBytes > maxPairBytes)",
            replace: "if (false)",
          },
        ],
      },
    ],
  },
];

/** Redirects and cookies. */
export const redirectRows: readonly ThreatRow[] = [...redirects, ...cookies];
