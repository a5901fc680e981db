import {
  callTo,
  field,
  formTo,
  multipart,
  partsTo,
  requestTo,
  type RawPart,
} from "../harness/raw-request.ts";
import { refused, type ThreatCase, type ThreatRow } from "../harness/threat-row.ts";
import type { Target } from "../harness/threat-server.ts";

/** Bytes that are no UTF-8, or that mean to be read as other than they are. */
const wrongBytes: readonly (readonly [name: string, bytes: Buffer])[] = [
  ["a lone byte", Buffer.from([0xff])],
  ["a cut sequence", Buffer.from([0xe2, 0x82])],
  ["an overlong slash", Buffer.from([0xc0, 0xaf])],
  ["a surrogate", Buffer.from([0xed, 0xa0, 0x80])],
  ["a code point beyond the last", Buffer.from([0xf4, 0x90, 0x80, 0x80])],
];

function quoted(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from('["'), bytes, Buffer.from('"]')]);
}

function formWith(to: Target, part: RawPart): Buffer {
  return formTo(to, [field(`$ACTION_ID_${to.idOf("submitVault")}`, ""), part]);
}

/** A form with a field of that name; the name is bytes, so the frame is made around it. */
function formWithName(to: Target, name: Buffer): Buffer {
  const body = multipart([field(`$ACTION_ID_${to.idOf("submitVault")}`, ""), field("@@", "value")]);
  const at = body.indexOf("@@");
  return formTo(to, [], {
    body: Buffer.concat([body.subarray(0, at), name, body.subarray(at + 2)]),
  });
}

/** Text that is none. */
export const textRows: readonly ThreatRow[] = [
  {
    id: "D4",
    says: "bytes that are no UTF-8 are 400 and are never replaced, in values and in names; names have no control characters",
    cases: [
      ...wrongBytes.flatMap(([name, bytes]): readonly ThreatCase[] => [
        {
          name: `${name} in the text of a call`,
          send: (to) => callTo(to, { body: quoted(bytes) }),
          expect: refused("MALFORMED"),
        },
        {
          name: `${name} in a part of a call`,
          send: (to) => partsTo(to, [{ ...field("0", ""), body: quoted(bytes) }]),
          expect: refused("MALFORMED"),
        },
        {
          name: `${name} in a field of a form`,
          send: (to) => formWith(to, { ...field("word", ""), body: bytes }),
          expect: refused("MALFORMED"),
        },
        {
          name: `${name} in the name of a field`,
          send: (to) => formWithName(to, bytes),
          expect: refused("MALFORMED"),
        },
        {
          name: `${name} in a urlencoded form`,
          send: (to) => urlencodedTo(to, `word=%${bytes.toString("hex").match(/../g)?.join("%")}`),
          expect: refused("MALFORMED"),
        },
      ]),
      ...["%", "%g0", "%u0041", "a%0"].map((text): ThreatCase => ({
        name: `${text} in a urlencoded form`,
        send: (to) => urlencodedTo(to, `word=${text}`),
        expect: refused("MALFORMED"),
      })),
      ...(
        [
          ["NUL", "\0"],
          ["a tab", "\t"],
          ["a byte order mark", "\ufeff"],
          ["DEL", "\u007f"],
        ] as const
      ).map(([name, text]): ThreatCase => ({
        name: `${name} in the name of a field`,
        send: (to) => formWithName(to, Buffer.from(`a${text}b`)),
        expect: refused("MALFORMED"),
      })),
      {
        name: "a byte order mark before the text of a call",
        send: (to) => callTo(to, { body: "\ufeff[]" }),
        expect: refused("MALFORMED"),
      },
      {
        name: "a NUL in the text of a call",
        send: (to) => callTo(to, { body: '["\0"]' }),
        expect: refused("MALFORMED"),
      },
    ],
    without: [
      {
        check: "bytes are never replaced",
        edits: [
          { file: "protocol/reply/decode-utf8.js", find: "fatal: true", replace: "fatal: false" },
        ],
      },
      {
        check: "a byte order mark is not taken off",
        edits: [
          {
            file: "protocol/reply/decode-utf8.js",
            find: "ignoreBOM: true",
            replace: "ignoreBOM: false",
          },
        ],
      },
      {
        check: "names have no control characters",
        edits: [
          {
            file: "protocol/reply/check-part-name.js",
            find: "code < 0x20 || code === 0x7f || code === 0xfeff",
            replace: "false",
          },
        ],
      },
    ],
  },
];

function urlencodedTo(to: Target, fields: string): Buffer {
  return requestTo(to, {
    method: "POST",
    body: `$ACTION_ID_${to.idOf("submitVault")}=&${fields}`,
    headers: {
      Origin: to.origin,
      "Sec-Fetch-Site": "same-origin",
      "Content-Type": "application/x-www-form-urlencoded",
    },
  });
}
