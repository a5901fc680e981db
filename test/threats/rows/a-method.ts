import { callTo, field, formTo, requestTo } from "../harness/raw-request.ts";
import {
  answered,
  refused,
  type Removal,
  type ThreatCase,
  type ThreatRow,
  type ThreatSection,
} from "../harness/threat-row.ts";
import { framingRows } from "./a-framing.ts";

const anyMethod: Removal = {
  check: "an action is called by POST only",
  edits: [
    {
      file: "server/admit/classify-request.js",
      find: 'if (callsAction && method !== "POST")',
      replace: "if (false)",
    },
  ],
};

const viewing: readonly ThreatRow[] = [
  {
    id: "A1",
    says: "GET and HEAD call no action: 405 with its header, a page with its name in the query",
    cases: [
      {
        name: "GET with the header",
        send: (to) => callTo(to, { method: "GET", body: "" }),
        expect: refused("METHOD"),
      },
      {
        name: "HEAD with the header",
        send: (to) => callTo(to, { method: "HEAD", body: "" }),
        expect: refused("METHOD", { bodiless: true }),
      },
      {
        name: "GET with the id in the query",
        send: (to) =>
          requestTo(to, {
            target: `/?edict-action=${to.idOf("unlock")}&action=${to.idOf("unlock")}`,
          }),
        expect: answered(200),
      },
      {
        name: "GET with a form's field in the query",
        send: (to) => requestTo(to, { target: `/?$ACTION_ID_${to.idOf("submitVault")}=` }),
        expect: answered(200),
      },
    ],
    without: [anyMethod],
  },
  {
    id: "A2",
    says: "every other method with an action's header is 405",
    cases: ["PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"].map((method): ThreatCase => ({
      name: method,
      send: (to) => callTo(to, { method }),
      expect: refused("METHOD"),
    })),
    without: [anyMethod],
  },
  {
    id: "A3",
    says: "nothing overrides the method",
    cases: [
      ...["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"].map(
        (name): ThreatCase => ({
          name: `GET with ${name}: POST`,
          send: (to) => callTo(to, { method: "GET", body: "", headers: { [name]: "POST" } }),
          expect: refused("METHOD"),
        }),
      ),
      {
        name: "GET with _method=POST in the query, to a handler that has both",
        send: (to) => requestTo(to, { target: "/api?_method=POST" }),
        expect: answered(200, { runs: ["GET /api"] }),
      },
      {
        name: "a form with a field _method, which is one of its fields",
        send: (to) =>
          formTo(to, [field(`$ACTION_ID_${to.idOf("submit")}`, ""), field("_method", "DELETE")]),
        expect: answered(200, { runs: ["submit _method"] }),
      },
    ],
    without: [
      {
        check: "the method is that of the request line",
        edits: [
          {
            file: "adapters/node/node-request.js",
            find: 'this.method = message.method ?? "GET";',
            replace: 'this.method = (message.headers["x-http-method-override"] ?? message.method);',
          },
        ],
      },
    ],
  },
];

const targets: readonly ThreatRow[] = [
  {
    id: "A4",
    says: "a target in absolute form must name the host that Host names, and one of ours: 421",
    cases: [
      {
        name: "another host than Host",
        send: (to) => callTo(to, { target: "http://evil.example/" }),
        expect: refused("HOST"),
      },
      {
        name: "another host, as Host says too",
        send: (to) =>
          callTo(to, { target: "http://evil.example/", headers: { Host: "evil.example" } }),
        expect: refused("HOST"),
      },
      {
        name: "our host, and another Host",
        send: (to) =>
          callTo(to, { target: `http://${to.host}/`, headers: { Host: "evil.example" } }),
        expect: refused("HOST"),
      },
      {
        name: "another port",
        send: (to) => callTo(to, { target: "http://localhost:1/" }),
        expect: refused("HOST"),
      },
      {
        name: "our host as user information of another",
        send: (to) => callTo(to, { target: `http://${to.host}@evil.example/` }),
        expect: refused("MALFORMED"),
      },
      {
        name: "a page of another host",
        send: (to) => requestTo(to, { target: "http://evil.example/" }),
        expect: refused("HOST"),
      },
      {
        name: "our own, which is a good call",
        send: (to) => callTo(to, { action: "echo", target: `http://${to.host}/` }),
        expect: answered(200, { runs: ["echo"] }),
      },
    ],
    without: [
      {
        check: "the target agrees with Host",
        edits: [
          {
            file: "server/admit/check-host.js",
            find: "url.authority !== undefined && url.authority !== host.toLowerCase()",
            replace: "false",
          },
        ],
      },
    ],
  },
  {
    id: "A5",
    says: "a target that is no path and no URL of ours is 400",
    cases: [
      ...["*", "ftp://localhost/", "/#a", "http://", "http:///", "http://a@localhost/"].map(
        (target): ThreatCase => ({
          name: `POST ${target}`,
          send: (to) => callTo(to, { target }),
          expect: refused("MALFORMED"),
        }),
      ),
      ...["localhost:80", "urn:action", "?x"].map((target): ThreatCase => ({
        name: `POST ${target}, which Node refuses`,
        send: (to) => callTo(to, { target }),
        expect: answered(400),
      })),
      {
        name: "OPTIONS *",
        send: (to) => requestTo(to, { method: "OPTIONS", target: "*" }),
        expect: refused("MALFORMED"),
      },
      {
        name: "CONNECT to a host",
        send: (to) => requestTo(to, { method: "CONNECT", target: "evil.example:443" }),
        expect: refused("MALFORMED"),
      },
    ],
    without: [
      {
        check: "targets have two forms",
        edits: [
          {
            file: "server/admit/canonicalise.js",
            find: 'return malformed("the target is neither a path nor a URL");',
            replace: 'return canonicaliseOriginForm("/", undefined);',
          },
        ],
      },
    ],
  },
];

/** Methods, targets and framing. */
export const methodRows: ThreatSection = {
  letter: "A",
  title: "method, target, framing",
  rows: [...viewing, ...targets, ...framingRows],
  missing: {},
};
