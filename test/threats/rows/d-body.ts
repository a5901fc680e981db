import { brotliCompressSync, constants, deflateSync, gzipSync } from "node:zlib";
import { boundary, callTo, field, formTo, partsTo } from "../harness/raw-request.ts";
import {
  refused,
  type Removal,
  type ThreatCase,
  type ThreatRow,
  type ThreatSection,
} from "../harness/threat-row.ts";
import type { Target } from "../harness/threat-server.ts";
import { bodyTimeRows } from "./d-time.ts";
import { idleRows } from "./d-idle.ts";
import { textRows } from "./d-text.ts";
import { bodySizeRows } from "./d-size.ts";
import { refusedBoth } from "./sent-headers.ts";

const typeFile = "protocol/reply/content-type.js";

const anyTypeIsText: Removal = {
  check: "a type that is none of three is refused",
  edits: [
    {
      file: typeFile,
      find: 'return err({ code: "MEDIA", reason: `content type ${quote(header)} is no body of a call` });',
      replace: 'return ok({ kind: "text" });',
    },
  ],
};

function callOfType(type: string | undefined, code: "MEDIA" | "MALFORMED"): ThreatCase {
  return {
    name: `a call of type ${(type ?? "none").slice(0, 60)}`,
    send: (to) => callTo(to, { headers: { "Content-Type": type } }),
    expect: refused(code),
  };
}

const types: readonly ThreatRow[] = [
  {
    id: "D1",
    says: "a body of a type that no page writes is 415",
    cases: [
      ...[
        "application/json",
        "text/html",
        undefined,
        "",
        "*/*",
        "text/*",
        "text/plainer",
        "text/plain;",
        "text/plain;x=y",
        `text/plain;${"a".repeat(5_000)}`,
        "text/plain, multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded; x=y",
        "application/octet-stream",
      ].map((type) => callOfType(type, "MEDIA")),
      ...["text/plain; x=y", "application/x-www-form-urlencoded; x=y"].map((type): ThreatCase => ({
        name: `a form of type ${type}`,
        send: (to) => formTo(to, [], { headers: { "Content-Type": type } }),
        expect: refused("MEDIA"),
      })),
      {
        name: "a call that is urlencoded, as only forms are",
        send: (to) =>
          callTo(to, {
            body: "0=%5B%5D",
            headers: { "Content-Type": "application/x-www-form-urlencoded" },
          }),
        expect: refused("MEDIA"),
      },
      ...refusedBoth("MALFORMED", {
        name: "two types",
        headers: { "Content-Type": ["text/plain", "multipart/form-data; boundary=x"] },
      }),
    ],
    without: [
      anyTypeIsText,
      {
        check: "one type only",
        edits: [
          {
            file: "server/admit/check-body-headers.js",
            find: "if (types.length > 1)",
            replace: "if (false)",
          },
        ],
      },
    ],
  },
  {
    id: "D2",
    says: "a multipart type has one plain boundary of at most 70 characters: 400, and 415 for other multiparts",
    cases: [
      ...[
        "multipart/form-data",
        "multipart/form-data;",
        "multipart/form-data; boundary=",
        `multipart/form-data; boundary="${boundary}"`,
        `multipart/form-data; boundary=${"a".repeat(71)}`,
        `multipart/form-data; boundary=other; boundary=${boundary}`,
        `multipart/form-data; boundary=${boundary}; boundary=other`,
        `multipart/form-data; charset=utf-8; boundary=${boundary}`,
        `multipart/form-data; boundary=${boundary}, text/plain`,
        "multipart/form-data; boundary=a b",
        "multipart/form-data; boundary=a/b",
      ].flatMap((type) =>
        [callInParts(type), formInParts(type)].map((send, index): ThreatCase => ({
          name: `a ${index === 0 ? "call" : "form"} of type ${type.slice(0, 60)}`,
          send,
          expect: refused("MALFORMED"),
        })),
      ),
      ...["multipart/mixed", "multipart/related", "multipart/form-dataset"].map(
        (type): ThreatCase => ({
          name: `a call of type ${type}`,
          send: callInParts(`${type}; boundary=${boundary}`),
          expect: refused("MEDIA"),
        }),
      ),
    ],
    without: [
      {
        check: "one plain boundary",
        edits: [
          {
            file: typeFile,
            find: "/^multipart\\/form-data; ?boundary=([0-9A-Za-z'+_.-]{1,70})$/iu",
            replace: '/boundary="?([^";,]*)"?[^"]*$/iu',
          },
        ],
      },
      {
        check: "form-data is the one multipart",
        edits: [
          {
            file: typeFile,
            find: "const multipartPattern = /^multipart\\/form-data(?:;|$)/iu;",
            replace: "const multipartPattern = /^multipart/iu;",
          },
        ],
      },
    ],
  },
  {
    id: "D3",
    says: "text is UTF-8: another charset is 415",
    cases: [
      ...[
        "utf-16",
        "utf-7",
        "iso-8859-1",
        "us-ascii",
        '"utf-8"',
        "utf8",
        "utf-8;charset=utf-16",
      ].flatMap((charset) => [
        callOfType(`text/plain;charset=${charset}`, "MEDIA"),
        {
          name: `a urlencoded form in ${charset}`,
          send: (to: Target) =>
            formTo(to, [], {
              headers: { "Content-Type": `application/x-www-form-urlencoded;charset=${charset}` },
            }),
          expect: refused("MEDIA"),
        },
      ]),
      {
        name: "UTF-8 in capitals, which is good",
        send: (to) =>
          callTo(to, { action: "echo", headers: { "Content-Type": "Text/Plain; Charset=UTF-8" } }),
        expect: { statuses: [200], runs: ["echo"] },
      },
    ],
    without: [
      {
        check: "the charset of text",
        edits: [
          {
            file: typeFile,
            find: "/^text\\/plain(?:; ?charset=utf-8)?$/iu",
            replace: "/^text\\/plain/iu",
          },
        ],
      },
      {
        check: "the charset of urlencoded forms",
        edits: [
          {
            file: typeFile,
            find: "/^application\\/x-www-form-urlencoded(?:; ?charset=utf-8)?$/iu",
            replace: "/^application\\/x-www-form-urlencoded/iu",
          },
        ],
      },
    ],
  },
];

function callInParts(type: string): (to: Target) => Buffer {
  return (to) => partsTo(to, [field("0", "[]")], { headers: { "Content-Type": type } });
}

function formInParts(type: string): (to: Target) => Buffer {
  return (to) =>
    formTo(to, [field(`$ACTION_ID_${to.idOf("submitVault")}`, "")], {
      headers: { "Content-Type": type },
    });
}

/** 8 MB of nothing, in as few bytes as each can say it. */
const nothing = Buffer.alloc(8_388_608);
const quickly = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
const bombs: readonly (readonly [encoding: string, make: () => Buffer])[] = [
  ["gzip", () => gzipSync(nothing)],
  ["x-gzip", () => gzipSync(nothing)],
  ["br", () => brotliCompressSync(nothing, quickly)],
  ["deflate", () => deflateSync(nothing)],
  ["zstd", () => Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
  ["GZIP", () => gzipSync("[]")],
  ["identity, gzip", () => gzipSync("[]")],
  ["gzip, identity", () => Buffer.from("[]")],
  ["compress", () => Buffer.from("[]")],
];

const encodings: readonly ThreatRow[] = [
  {
    id: "D5",
    says: "an encoded body is 415 and is never inflated",
    cases: [
      ...bombs.map(([encoding, make]): ThreatCase => ({
        name: `a call with Content-Encoding: ${encoding}`,
        send: (to) => callTo(to, { body: make(), headers: { "Content-Encoding": encoding } }),
        expect: refused("MEDIA"),
      })),
      {
        name: "a form with Content-Encoding: gzip",
        send: (to) =>
          formTo(to, [], { body: gzipSync("word=1"), headers: { "Content-Encoding": "gzip" } }),
        expect: refused("MEDIA"),
      },
      {
        name: "two Content-Encoding headers, the first one harmless",
        send: (to) => callTo(to, { headers: { "Content-Encoding": ["identity", "gzip"] } }),
        expect: refused("MEDIA"),
      },
      {
        name: "Transfer-Encoding: gzip, chunked",
        send: (to) =>
          callTo(to, {
            body: "2\r\n[]\r\n0\r\n\r\n",
            headers: { "Transfer-Encoding": "gzip, chunked" },
          }),
        expect: refused("MEDIA"),
      },
      {
        name: "Content-Encoding: identity, which is good",
        send: (to) => callTo(to, { action: "echo", headers: { "Content-Encoding": "identity" } }),
        expect: { statuses: [200], runs: ["echo"] },
      },
    ],
    without: [
      {
        check: "encodings are refused",
        edits: [
          {
            file: "server/admit/check-body-headers.js",
            find: "if (encoding !== undefined)",
            replace: "if (false)",
          },
        ],
      },
    ],
  },
];

/** Content type, encoding, size, time. */
export const bodyRows: ThreatSection = {
  letter: "D",
  title: "content type, encoding, size, time",
  rows: [...types, ...textRows, ...encodings, ...bodySizeRows, ...bodyTimeRows, ...idleRows],
  missing: {},
};
