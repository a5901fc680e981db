import type { ThreatCase, ThreatRow } from "../harness/threat-row.ts";
import {
  absorbed,
  accepted,
  describing,
  graph,
  lacking,
  manyRoles,
  type Graph,
} from "./f-graphs.ts";

const bytes = new Uint8Array([1, 2, 3, 4]);
const streamsAnywhere = [
  "read-stream",
  'if (graph.options.accepts?.includes("streams") !== true)',
  "if (false)",
] as const;
const streamsOff = lacking("streams only where the action takes them", streamsAnywhere);
const notTaken = /is a stream, which the called action does not take/;

const kinds: readonly string[] = ["R", "r", "X", "x"];

/** A stream of each kind with these chunks, of an action that takes none, and of one that does: `reason` is then the fault. */
function streams(
  name: string,
  rows: readonly string[],
  { tags = kinds, reason }: { readonly tags?: readonly string[]; readonly reason: RegExp },
): ThreatCase[] {
  return tags.flatMap((tag) => {
    const body: Graph = [
      ...rows.map((row): readonly [string, string] => ["S1", row]),
      ["0", `["$${tag}1"]`],
    ];
    return [graph(`${name}, $${tag}`, body, notTaken), absorbed(`${name}, $${tag}`, body, reason)];
  });
}

const many = (count: number, row: string): string[] => Array.from({ length: count }, () => row);

/** Streams and iterables, of an action that takes none and of one that does. */
export const streamRows: readonly ThreatRow[] = [
  {
    id: "F44",
    says: "a stream that is never closed is 400",
    cases: [
      ...streams("without an end", ["1", "2"], { reason: /is not closed/ }),
      absorbed("without anything", '["$R1"]', /a missing stream/),
      absorbed(
        "with a file for a chunk",
        [
          ["S1", bytes],
          ["0", '["$R1"]'],
        ],
        /a file for a chunk/,
      ),
      accepted(
        "closed",
        [
          ["S1", "1"],
          ["S1", "C"],
          ["0", '["$R1"]'],
        ],
        /absorbed/,
        "absorb",
      ),
      graph(
        "a file for a chunk",
        [
          ["S1", bytes],
          ["0", '["$R1"]'],
        ],
        notTaken,
      ),
      graph("without anything", '["$R1"]', notTaken),
    ],
    without: [
      streamsOff,
      lacking("it is closed", [
        "read-stream",
        "throw new ReplyFault(`stream ${id} is not closed`);",
        'return { chunks: texts, end: "" };',
      ]),
    ],
  },
  {
    id: "F45",
    says: "a stream as React 19.3.0 wrote it is of another build: 409",
    cases: [
      ...kinds.map((tag) =>
        graph(
          `chunks and an end, $${tag}`,
          [
            ["1", '"chunk"'],
            ["1", "C"],
            ["0", `["$${tag}1"]`],
          ] satisfies Graph,
          /written by an older version of React/,
          { code: "SKEW" },
        ),
      ),
      graph("an end alone", { 1: "C", 0: '["$R1"]' }, /written by an older version/, {
        code: "SKEW",
      }),
    ],
    without: [
      lacking("several chunks are told from a part that comes twice", [
        "reply-graph",
        "return isStream",
        "return false",
      ]),
      lacking("one chunk is told from a stream that is not there", [
        "read-stream",
        "if (rows === undefined && graph.parts.has(id))",
        "if (false)",
      ]),
    ],
  },
  {
    id: "F46",
    says: "chunks behind the end of a stream, or two ends, are 400",
    cases: [
      ...streams("a chunk behind the end", ["1", "C", "2"], { reason: /is not closed/ }),
      ...streams("an end behind the end", ["1", "C", "2", "C"], {
        reason: /goes on after its end/,
      }),
      ...streams("two ends", ["C", "C"], { reason: /goes on after its end/ }),
    ],
    without: [
      streamsOff,
      lacking("what may stand behind the end", [
        "read-stream",
        'if (chunks.some((chunk) => chunk.startsWith("C")))',
        "if (false)",
      ]),
    ],
  },
  {
    id: "F47",
    says: "a first chunk that waits, and thousands behind it, are 400",
    cases: [
      ...streams("a promise of nothing and 500", ['"$@2"', ...many(500, "1"), "C"], {
        tags: ["R", "X", "x"],
        reason: /missing part 2/,
      }),
      ...[5_000].map((count) =>
        graph(
          "5,000",
          [
            ...many(count, "1").map((row): readonly [string, string] => ["S1", row]),
            ["0", '["$R1"]'],
          ],
          /serverActions\.maxParts/,
        ),
      ),
    ],
    without: [
      streamsOff,
      {
        check: "how many parts there may be",
        edits: [
          {
            file: "protocol/reply/parse-multipart.js",
            find: "if (parts.length === budgets.maxParts)",
            replace: "if (false)",
          },
        ],
      },
    ],
  },
  {
    id: "F48",
    says: "a stream of bytes with a chunk that is empty or no bytes is 400",
    cases: [
      ...streams("a text", ['"abc"', "C"], { tags: ["r"], reason: /a chunk that is no bytes/ }),
      ...streams("an array", ["[1,2]", "C"], { tags: ["r"], reason: /a chunk that is no bytes/ }),
      graph(
        "an empty file",
        [
          ["2", new Uint8Array()],
          ["S1", '"$o2"'],
          ["S1", "C"],
          ["0", '["$r1"]'],
        ],
        notTaken,
      ),
      absorbed(
        "an empty file",
        [
          ["2", new Uint8Array()],
          ["S1", '"$o2"'],
          ["S1", "C"],
          ["0", '["$r1"]'],
        ],
        /an empty chunk/,
      ),
    ],
    without: [
      streamsOff,
      lacking("what a chunk is", [
        "read-stream",
        "throw new ReplyFault(`stream ${id} has a chunk that is no bytes`);",
        "return new Uint8Array(1);",
      ]),
    ],
  },
  {
    id: "F49",
    says: "a chunk that would close what stands around it is 400",
    cases: [
      ...streams("an early end", ['1,"done":true,"x":1', "C"], {
        tags: ["R", "X", "x"],
        reason: /is not JSON/,
      }),
      ...streams("an early end in the last value", ["1", 'C2},"done":true'], {
        tags: ["X", "x"],
        reason: /is not JSON/,
      }),
      ...streams("brackets", ["1]],[[1", "C"], { reason: /is not JSON/ }),
    ],
    without: [
      streamsOff,
      lacking("each chunk is JSON by itself", [
        "reply-graph",
        "throw new ReplyFault(`${what} is not JSON`);",
        "return [];",
      ]),
    ],
  },
  {
    id: "F50",
    says: "a part has one role",
    cases: [
      graph("a model and a file", { 0: '["$1","$B1"]', 1: "1" }, /used as model/),
      graph("a promise and a Map", { 0: '["$@1","$Q1"]', 1: "[]" }, /used as model/),
      graph("a Set and a model", { 0: '["$W1","$1"]', 1: "[]" }, /used as collection/),
      graph("a file and a model", { 0: '["$B1","$1"]', 1: bytes }, /used as file/),
      graph(
        "an action and a model",
        (to) => ({ 0: '["$h1","$1"]', 1: describing(to) }),
        /used as action/,
      ),
      graph(
        "a path into an action",
        (to) => ({ 0: '["$h1","$1:bound"]', 1: describing(to) }),
        /holds no model/,
      ),
      graph(
        "a stream and a model of one number",
        [
          ["S1", "1"],
          ["S1", "C"],
          ["1", "1"],
          ["0", '["$R1","$1"]'],
        ],
        /the number 1 for two parts/,
      ),
      graph(
        "a form and a model of one number",
        { _1_a: "1", 1: "1", 0: '["$K1","$1"]' },
        /the number 1 for two parts/,
      ),
    ],
    without: [
      manyRoles,
      lacking("a number is of one part", [
        "reply-graph",
        "throw new ReplyFault(`the number ${id} for two parts`);",
        "continue;",
      ]),
    ],
  },
];
