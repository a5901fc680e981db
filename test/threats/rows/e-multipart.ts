import assert from "node:assert/strict";
import { field, file, formTo, multipart, partsTo, type RawPart } from "../harness/raw-request.ts";
import {
  answered,
  refused,
  type Expectation,
  type Removal,
  type ThreatCase,
  type ThreatRow,
  type ThreatSection,
} from "../harness/threat-row.ts";
import type { ServerReport, Target } from "../harness/threat-server.ts";
import { frameRows } from "./e-frame.ts";

const parserFile = "protocol/reply/parse-multipart.js";
const headersFile = "protocol/reply/read-part-headers.js";
const graphFile = "protocol/reply/reply-graph.js";

function edit(check: string, path: string, find: string, replace: string): Removal {
  return { check, edits: [{ file: path, find, replace }] };
}

/** A refusal whose line names the limit that was passed, and no later fault of the body. */
function overLimit(name: string): Expectation {
  const also = (_: unknown, { log }: ServerReport): void =>
    assert.match(log[0]?.line ?? "", new RegExp(`\\b${name}\\b`));
  return refused("MALFORMED", { also });
}

function formOf(to: Target, parts: readonly RawPart[]): Buffer {
  return formTo(to, [field(`$ACTION_ID_${to.idOf("submitVault")}`, ""), ...parts]);
}

function times(count: number, make: (index: number) => RawPart): readonly RawPart[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** Parts without the final boundary: whoever counts at the end finds another fault. */
function unfinished(to: Target, parts: readonly RawPart[]): Buffer {
  return partsTo(to, [], { body: multipart(parts).subarray(0, -4) });
}

const oneByte = (index: number): RawPart => file(`f${index}`, "a", "x");

const counts: readonly ThreatRow[] = [
  {
    id: "E1",
    says: "too many parts, files or model parts are refused while they are counted",
    cases: [
      {
        name: "a call of 1,001 parts without an end",
        send: (to) =>
          unfinished(
            to,
            times(1_001, (index) => field(String(index), "[]")),
          ),
        expect: overLimit("maxParts"),
      },
      {
        name: "a form of 1,001 fields",
        send: (to) =>
          formOf(
            to,
            times(1_001, () => field("word", "a")),
          ),
        expect: overLimit("maxParts"),
      },
      {
        name: "a urlencoded form of 1,001 fields",
        send: (to) =>
          formTo(to, [], {
            body: `$ACTION_ID_${to.idOf("submitVault")}=${"&a=".repeat(1_000)}`,
            headers: { "Content-Type": "application/x-www-form-urlencoded" },
          }),
        expect: overLimit("maxParts"),
      },
      {
        name: "a call of 21 files without an end",
        send: (to) => unfinished(to, times(21, oneByte)),
        expect: overLimit("maxFiles"),
      },
      {
        name: "a form of 21 files",
        send: (to) => formOf(to, times(21, oneByte)),
        expect: overLimit("maxFiles"),
      },
      {
        name: "a call of 257 model parts",
        send: (to) =>
          partsTo(
            to,
            times(257, (index) => field(String(index), "[]")),
          ),
        expect: overLimit("maxModelParts"),
      },
      {
        name: "20 files, which is good",
        send: (to) =>
          formTo(to, [
            field(`$ACTION_ID_${to.idOf("submit")}`, ""),
            ...times(20, () => file("f", "a", "x")),
          ]),
        expect: answered(200, { runs: [`submit ${"f,".repeat(20).slice(0, -1)}`] }),
      },
    ],
    without: [
      edit(
        "the number of parts",
        parserFile,
        "if (parts.length === budgets.maxParts)",
        "if (false)",
      ),
      edit(
        "the number of urlencoded fields",
        "protocol/reply/parse-urlencoded.js",
        "if (parts.length === budgets.maxParts)",
        "if (false)",
      ),
      edit("the number of files", parserFile, "if (++files > budgets.maxFiles)", "if (false)"),
      edit(
        "the number of model parts",
        graphFile,
        'if (source.kind === "field" && ++models > budgets.maxModelParts)',
        "if (false)",
      ),
    ],
  },
  {
    id: "E11",
    says: "parts that nothing refers to are refused",
    cases: [
      {
        name: "10,000 parts that nothing refers to",
        server: "large",
        send: (to) =>
          partsTo(to, [
            field("0", "[]"),
            ...times(10_000, (index) => field(String(index + 1), "1")),
          ]),
        expect: refused("MALFORMED"),
      },
      {
        name: "one model part that nothing refers to",
        send: (to) => partsTo(to, [field("0", "[]"), field("1", "1")]),
        expect: refused("MALFORMED"),
      },
      {
        name: "one file that nothing refers to",
        send: (to) => partsTo(to, [field("0", "[]"), file("1", "a", "x")]),
        expect: refused("MALFORMED"),
      },
      {
        name: "an entry of a FormData that nothing refers to",
        send: (to) => partsTo(to, [field("0", "[]"), field("_1_a", "x")]),
        expect: refused("MALFORMED"),
      },
    ],
    without: [
      edit(
        "every part is used",
        graphFile,
        "throw new ReplyFault(`part ${part.id} is not used`);",
        "continue;",
      ),
      edit(
        "every entry of a FormData is used",
        graphFile,
        "throw new ReplyFault(`form entries ${id} are not used`);",
        "continue;",
      ),
    ],
  },
  {
    id: "E13",
    says: "20,000 files of one byte are refused with the twenty-first",
    cases: [
      {
        name: "a call of 20,000 files",
        server: "large",
        send: (to) => unfinished(to, times(20_000, oneByte)),
        expect: overLimit("maxFiles"),
      },
      {
        name: "a form of 20,000 files",
        server: "large",
        send: (to) => formOf(to, times(20_000, oneByte)),
        expect: overLimit("maxFiles"),
      },
    ],
    without: [
      edit("the number of files", parserFile, "if (++files > budgets.maxFiles)", "if (false)"),
    ],
  },
];

const disposition = "Content-Disposition: form-data; ";

const heads: readonly ThreatRow[] = [
  {
    id: "E2",
    says: "a part is named once, plainly, and shortly",
    cases: [
      ["no name", `${disposition.slice(0, -2)}`],
      ["an empty name", `${disposition}name=""`],
      ["two names", `${disposition}name="a"; name="b"`],
      ["an encoded name", `${disposition}name*=UTF-8''a`],
      ["a name and an encoded one", `${disposition}name="a"; name*=UTF-8''b`],
      ["a name of 5 kB", `${disposition}name="${"a".repeat(5_000)}"`],
      ["an escaped line break in a name", `${disposition}name="a%0d%0ab"`],
      ["an escaped line feed in a name", `${disposition}name="a%0Ab"`],
      ["a line feed in a name", `${disposition}name="a\nb"`],
      ["a name without quotes", `${disposition}name=a`],
      ["a name in single quotes", `${disposition}name='a'`],
      ["an escaped quote in a name", `${disposition}name="a\\"b"`],
      ["the file name first", `${disposition}filename="b"; name="a"`],
      ["an encoded file name", `${disposition}name="a"; filename*=UTF-8''b`],
      ["another disposition", 'Content-Disposition: attachment; name="a"'],
      ["no disposition", "Content-Type: text/plain"],
      ["two dispositions", `${disposition}name="a"\r\n${disposition}name="b"`],
      ["no header", ""],
    ].flatMap(([name = "", head = ""]): readonly ThreatCase[] => [
      {
        name: `a form with ${name}`,
        send: (to) => formOf(to, [{ head, body: "x" }]),
        expect: refused("MALFORMED"),
      },
      {
        name: `a call with ${name}`,
        send: (to) => partsTo(to, [field("0", "[]"), { head, body: "x" }]),
        expect: refused("MALFORMED"),
      },
    ]),
    without: [
      edit(
        "a disposition has one spelling",
        headersFile,
        '/^form-data; name="([^"]*)"(?:; filename="([^"]*)")?$/u',
        '/name="?([^"]*)"?/u',
      ),
      edit("names are checked", headersFile, "    checkPartName(plainName);", ""),
      edit(
        "names are short",
        "protocol/reply/check-part-name.js",
        "if (name.length > maxNameLength)",
        "if (false)",
      ),
    ],
  },
  {
    id: "E3",
    says: "a part of a call is a number in its one spelling, or an entry of a FormData",
    cases: [
      "NaN",
      "-1",
      "1e1",
      "__proto__",
      "constructor",
      "01",
      "00",
      "0x1",
      "1.0",
      "+1",
      " 1",
      "1 ",
      "S1",
      "1_",
      "_1",
      "_a_b",
      "_01_b",
      "١",
      "9999999999",
      "$ACTION_REF_1",
    ].map((name): ThreatCase => ({
      name,
      send: (to) => partsTo(to, [field("0", "[]"), field(name, "1")]),
      expect: refused("MALFORMED"),
    })),
    without: [
      edit(
        "a name that is none is refused",
        graphFile,
        "throw new ReplyFault(`a part with the name ${quote(name)}`);",
        "return;",
      ),
    ],
  },
  {
    id: "E4",
    says: "a number comes once",
    cases: [
      ["the arguments twice", [field("0", "[]"), field("0", "[]")]],
      ["a model twice", [field("0", '["$1"]'), field("1", "{}"), field("1", "{}")]],
      ["a file and a model", [field("0", '["$B1"]'), file("1", "a", "x"), field("1", "1")]],
    ].map(([name, parts]): ThreatCase => ({
      name: name as string, // the first of each pair
      send: (to) => partsTo(to, parts as readonly RawPart[]), // the second
      expect: refused("MALFORMED"),
    })),
    without: [edit("numbers are unlike", graphFile, "if (graph.parts.has(id))", "if (false)")],
  },
  {
    id: "E5",
    says: "a file is no model, and a model no file",
    cases: [
      {
        name: "a file as the arguments",
        send: (to) => partsTo(to, [file("0", "a", "[]")]),
        expect: refused("MALFORMED"),
      },
      {
        name: "a file as a model",
        send: (to) => partsTo(to, [field("0", '["$1"]'), file("1", "a", "{}")]),
        expect: refused("MALFORMED"),
      },
      {
        name: "a model as a Blob",
        send: (to) => partsTo(to, [field("0", '["$B1"]'), field("1", "{}")]),
        expect: refused("MALFORMED"),
      },
      {
        name: "a model as bytes",
        send: (to) => partsTo(to, [field("0", '["$o1"]'), field("1", "12")]),
        expect: refused("MALFORMED"),
      },
      {
        name: "a file as a Blob, which is good",
        send: (to) =>
          partsTo(to, [field("0", '["$B1"]'), file("1", "a", "{}")], { action: "describe" }),
        expect: answered(200, { runs: ["describe"] }),
      },
    ],
    without: [
      edit(
        "a model is a field",
        graphFile,
        "throw new ReplyFault(`part ${part.id} is a file where a model is expected`);",
        "return JSON.parse(Buffer.from(part.source.bytes).toString());",
      ),
      edit(
        "a Blob is a file",
        "protocol/reply/read-file-tag.js",
        "throw new ReplyFault(`part ${id} is a field where a file is expected`);",
        "return { bytes: Buffer.from(source.value), file: new File([source.value], id) };",
      ),
    ],
  },
  {
    id: "E6",
    says: "the arguments may come before what they refer to, and behind it",
    cases: [
      [field("0", '["$1","$B2"]'), field("1", '{"a":1}'), file("2", "a", "x")],
      [field("1", '{"a":1}'), file("2", "a", "x"), field("0", '["$1","$B2"]')],
      [file("2", "a", "x"), field("0", '["$1","$B2"]'), field("1", '{"a":1}')],
    ].map((parts, index): ThreatCase => ({
      name: `order ${index + 1}`,
      send: (to) => partsTo(to, parts, { action: "describe" }),
      expect: answered(200, {
        runs: ["describe"],
        also: ([answer]) => assert.match(answer?.body ?? "", /\[object Object\].*\[object File\]/),
      }),
    })),
    without: [
      edit(
        "all parts are collected first",
        "protocol/reply/decode-reply.js",
        'indexParts(graph, withComingFile(parts, options), "");',
        'indexParts(graph, parts.slice(0, 1 + parts.findIndex((part) => part.name === "0")), "");',
      ),
    ],
  },
];

/** Structure of multipart bodies. */
export const multipartRows: ThreatSection = {
  letter: "E",
  title: "structure of multipart bodies",
  rows: [...counts, ...heads, ...frameRows],
  missing: {},
};
