import assert from "node:assert/strict";
import {
  boundary,
  field,
  file,
  formTo,
  multipart,
  partsTo,
  type RawPart,
} from "../harness/raw-request.ts";
import { headerValues } from "../harness/read-answers.ts";
import {
  answered,
  refused,
  type Removal,
  type ThreatCase,
  type ThreatRow,
} from "../harness/threat-row.ts";
import type { Target } from "../harness/threat-server.ts";

const parserFile = "protocol/reply/parse-multipart.js";
const headersFile = "protocol/reply/read-part-headers.js";

function edit(check: string, path: string, find: string, replace: string): Removal {
  return { check, edits: [{ file: path, find, replace }] };
}

/** A call and a form whose whole bodies went through `change`. */
function changed(name: string, change: (body: string) => string): readonly ThreatCase[] {
  const bytes = (parts: readonly RawPart[]): Buffer =>
    Buffer.from(change(multipart(parts).toString("latin1")), "latin1");
  return [
    {
      name: `a call with ${name}`,
      send: (to) => partsTo(to, [], { body: bytes([field("0", "[]")]) }),
      expect: refused("MALFORMED"),
    },
    {
      name: `a form with ${name}`,
      send: (to) =>
        formTo(to, [], { body: bytes([field(`$ACTION_ID_${to.idOf("submitVault")}`, "")]) }),
      expect: refused("MALFORMED"),
    },
  ];
}

/** A call and a form with one more part that has these headers. */
function withHead(name: string, head: string): readonly ThreatCase[] {
  const part: RawPart = { head, body: "W10=" };
  return [
    {
      name: `a call with ${name}`,
      send: (to) =>
        partsTo(to, [field("0", '["$K1"]'), { ...part, head: head.replace('"a"', '"_1_a"') }]),
      expect: refused("MALFORMED"),
    },
    {
      name: `a form with ${name}`,
      send: (to) => formTo(to, [field(`$ACTION_ID_${to.idOf("submitVault")}`, ""), part]),
      expect: refused("MALFORMED"),
    },
  ];
}

const named = 'Content-Disposition: form-data; name="a"';

function upload(to: Target, fileName: string | Buffer): Buffer {
  const body = multipart([field("0", '["$K1"]'), file("_1_f", "@@", "x")]);
  const at = body.indexOf("@@");
  return partsTo(to, [], {
    action: "describe",
    body: Buffer.concat([body.subarray(0, at), Buffer.from(fileName), body.subarray(at + 2)]),
  });
}

/** Reads the text that the action `describe` gave of its FormData. */
function descriptionIn(body: string): string {
  const text = /"value":\["((?:[^"\\]|\\.)*)"\]/.exec(Buffer.from(body, "latin1").toString())?.[1];
  if (text === undefined) throw new Error(`no description: ${body}`);
  return String(JSON.parse(`"${text}"`));
}

const opaqueNames: readonly (readonly [name: string, sent: string, read: string])[] = [
  ["a way up", "../../etc/passwd", "../../etc/passwd"],
  ["an absolute path", "/etc/passwd", "/etc/passwd"],
  ["a path of Windows", "C:\\Windows\\a.txt", "C:\\Windows\\a.txt"],
  ["a NUL", "a.png\0.html", "a.png\0.html"],
  ["a change of direction", "a\u202egnp.exe", "a\u202egnp.exe"],
  ["markup", "<img src=x>", "<img src=x>"],
  ["escapes of a browser", "a%22b%0D%0Ac", 'a"b\r\nc'],
  ["255 characters", "a".repeat(255), "a".repeat(255)],
];

/** Frames, encodings, sizes and file names. */
export const frameRows: readonly ThreatRow[] = [
  {
    id: "E7",
    says: "a body is its parts and nothing else: no preamble, no epilogue, no nesting, and an end",
    cases: [
      ...changed("no final boundary", (body) => body.slice(0, -4)),
      ...changed("half a final boundary", (body) => body.slice(0, -3)),
      ...changed("no boundary at all", () => "nothing"),
      ...changed("nothing in it", () => ""),
      ...changed("a preamble", (body) => `preamble\r\n${body}`),
      ...changed("a line break before", (body) => `\r\n${body}`),
      ...changed("an epilogue", (body) => `${body}epilogue`),
      ...changed("a second body behind", (body) => `${body}${body}`),
      ...changed("two line breaks behind", (body) => `${body}\r\n`),
      ...changed("bare line feeds", (body) => body.replaceAll("\r\n", "\n")),
      ...changed("blanks behind a boundary", (body) => body.replace(boundary, `${boundary} `)),
      ...changed("another boundary", (body) => body.replaceAll(boundary, `${boundary}x`)),
      ...withHead("a multipart in a part", `${named}\r\nContent-Type: multipart/mixed; boundary=x`),
      ...withHead(
        "a multipart as a file",
        `${named}; filename="b"\r\nContent-Type: multipart/mixed; boundary=x`,
      ),
    ],
    without: [
      edit(
        "nothing stands before the first part",
        parserFile,
        'if (!matchesAt(bytes, delimiter.subarray(2), 0))\n        throw new ReplyFault("text before the first part");\n    let at = delimiter.length - 2;',
        "let at = Buffer.from(bytes).indexOf(delimiter.subarray(2)) + delimiter.length - 2;",
      ),
      edit(
        "nothing stands behind the last part",
        parserFile,
        'throw new ReplyFault("text after the last part");',
        "return true;",
      ),
      {
        check: "a body has an end",
        edits: [
          {
            file: parserFile,
            find: "while (!endsAt(bytes, at))",
            replace: "while (at < bytes.length && !endsAt(bytes, at))",
          },
          {
            file: parserFile,
            find: 'throw new ReplyFault("no final boundary");',
            replace: "return bytes.length;",
          },
        ],
      },
      edit(
        "parts do not nest",
        headersFile,
        'if (!fits || type.toLowerCase().startsWith("multipart/"))',
        "if (false)",
      ),
    ],
  },
  {
    id: "E8",
    says: "a part is not encoded",
    cases: ["base64", "quoted-printable", "binary", "7bit", "8bit"].flatMap((encoding) =>
      withHead(
        `the transfer encoding ${encoding}`,
        `${named}\r\nContent-Transfer-Encoding: ${encoding}`,
      ),
    ),
    without: [
      edit(
        "a part has two headers at most, both known",
        headersFile,
        "throw new ReplyFault(`a part with the header ${quote(line)}`);",
        "continue;",
      ),
    ],
  },
  {
    id: "E9",
    says: "a field over 1 MiB is 413, also where the whole body may be larger",
    cases: [
      {
        name: "a form's field of 1 MiB and a byte",
        server: "large",
        send: (to) =>
          formTo(to, [
            field(`$ACTION_ID_${to.idOf("submitVault")}`, ""),
            field("word", "x".repeat(1_048_577)),
          ]),
        expect: tooLargeField(),
      },
      {
        name: "a model of 1 MiB and a byte",
        server: "large",
        send: (to) => partsTo(to, [field("0", `["${"x".repeat(1_048_573)}"]`)]),
        expect: tooLargeField(),
      },
      {
        name: "a urlencoded field of 1 MiB and a byte",
        server: "large",
        send: (to) =>
          formTo(to, [], {
            body: `$ACTION_ID_${to.idOf("submitVault")}=&word=${"x".repeat(1_048_577)}`,
            headers: { "Content-Type": "application/x-www-form-urlencoded" },
          }),
        expect: tooLargeField(),
      },
      {
        name: "a urlencoded field of 1 MiB and a byte in two-byte letters",
        server: "large",
        send: (to) =>
          formTo(to, [], {
            body: `$ACTION_ID_${to.idOf("submitVault")}=&word=${"%C3%A4".repeat(524_289)}`,
            headers: { "Content-Type": "application/x-www-form-urlencoded" },
          }),
        expect: tooLargeField(),
      },
    ],
    without: [
      edit(
        "the size of a field",
        parserFile,
        "if (body.length > budgets.maxFieldBytes)",
        "if (false)",
      ),
      edit(
        "the size of a urlencoded field",
        "protocol/reply/parse-urlencoded.js",
        "value.length > budgets.maxFieldBytes || utf8Length(value) > budgets.maxFieldBytes",
        "false",
      ),
    ],
  },
  {
    id: "E10",
    says: "a file's name is text as it was sent, of at most 255 characters",
    cases: [
      ...opaqueNames.map(([name, sent, read]): ThreatCase => ({
        name: `${name}, which arrives as it is`,
        send: (to) => upload(to, sent),
        expect: answered(200, {
          runs: ["describe"],
          also: ([answer]) =>
            assert.equal(
              descriptionIn(answer?.body ?? ""),
              `[object FormData] f=file ${JSON.stringify(read)} of 1`,
            ),
        }),
      })),
      ...[256, 7_000].map((length): ThreatCase => ({
        name: `${length} characters`,
        send: (to) => upload(to, "a".repeat(length)),
        expect: refused("MALFORMED"),
      })),
      {
        name: "64 kB",
        send: (to) => upload(to, "a".repeat(65_536)),
        expect: refused("MALFORMED"),
      },
      {
        name: "bytes that are no UTF-8",
        send: (to) => upload(to, Buffer.from([0x61, 0xff])),
        expect: refused("MALFORMED"),
      },
    ],
    without: [
      edit(
        "the length of a file's name",
        headersFile,
        "if (fileName !== undefined && fileName.length > budgets.maxFileNameLength)",
        "if (false)",
      ),
      edit(
        "a file's name is not made into another",
        headersFile,
        "const fileName = match?.[2] === undefined ? undefined : unescapeName(match[2]);",
        'const fileName = match?.[2] === undefined ? undefined : unescapeName(match[2]).split("/").at(-1);',
      ),
    ],
  },
  {
    id: "E12",
    says: "the headers of a part are at most 8 kB, and none but the two that browsers write",
    cases: [
      ...withHead("9 kB of one header", `${named}\r\nX-A: ${"a".repeat(9_000)}`),
      ...withHead(
        "9 kB of a type",
        `${named}; filename="b"\r\nContent-Type: a/${"a".repeat(9_000)}`,
      ),
      ...withHead("100 headers", named + "\r\nX-A: 1".repeat(100)),
      ...withHead("one header too many", `${named}\r\nX-A: 1`),
      ...withHead("two types", `${named}\r\nContent-Type: text/plain\r\nContent-Type: text/plain`),
      ...withHead("a length", `${named}\r\nContent-Length: 4`),
      {
        name: "a form with a file whose headers are over a smaller limit",
        server: "shortHeads",
        send: (to) =>
          formTo(to, [
            field(`$ACTION_ID_${to.idOf("submitVault")}`, ""),
            file("f", "a".repeat(150), "x"),
          ]),
        expect: refused("MALFORMED"),
      },
      {
        name: "a call with headers that never end",
        send: (to) => partsTo(to, [], { body: `--${boundary}\r\n${"A: 1\r\n".repeat(10_000)}` }),
        expect: refused("MALFORMED", {
          also: (_, { log }) => assert.match(log[0]?.line ?? "", /\bmaxPartHeaderBytes\b/),
        }),
      },
    ],
    without: [
      edit(
        "the size of a part's headers",
        parserFile,
        "Math.min(bytes.length - 3, start + maxBytes + 1)",
        "bytes.length - 3",
      ),
      edit(
        "a part has two headers at most, both known",
        headersFile,
        "throw new ReplyFault(`a part with the header ${quote(line)}`);",
        "continue;",
      ),
    ],
  },
];

function tooLargeField(): ReturnType<typeof refused> {
  return refused("TOO_LARGE", {
    also: ([answer]) =>
      assert.deepEqual(headerValues(answer ?? assert.fail(), "edict-limit"), ["1048576"]),
  });
}
