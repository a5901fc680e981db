import type { ThreatRow } from "../harness/threat-row.ts";
import { accepted, describing, graph, lacking, repeat, unmeasured } from "./f-graphs.ts";

const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
const doubling = (text: (level: number) => string): string =>
  Array.from({ length: 40 }, (_, level) => text(level)).join(",");

const uncounted = lacking("how many values there may be", [
  "walk-model",
  "if (graph.nodes + count > budgets.maxNodes)",
  "if (false)",
]);

/** How deep and how large a graph may be, and which keys it may have. */
export const sizeRows: readonly ThreatRow[] = [
  {
    id: "F12",
    says: "JSON that nests deeper than 64 is 400, at any depth",
    cases: [
      accepted("63", `[${nested(63)}]`, /\[\[\[/),
      graph("66", `[${nested(66)}]`, /serverActions\.maxDepth/),
      graph("5,000", `[${nested(5_000)}]`, /serverActions\.maxDepth/),
      graph("500,000", `[${nested(500_000)}]`, /serverActions\.maxDepth/),
      graph(
        "100,000 objects",
        `[${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}]`,
        /serverActions\.maxDepth/,
      ),
      graph("5,000 in a part", { 0: '["$1"]', 1: nested(5_000) }, /serverActions\.maxDepth/),
    ],
    without: [
      lacking("how deep values may stand", [
        "walk-model",
        "if (depth > budgets.maxDepth)",
        "if (false)",
      ]),
    ],
  },
  {
    id: "F13",
    says: "arrays of more than 50,000 values are 400, also those that references make of less",
    cases: [
      graph("400,000", `[[${repeat("1", 400_000)}]]`, /serverActions\.maxNodes/),
      {
        ...graph("a million", `[[${repeat("1", 1_000_000)}]]`, /serverActions\.maxNodes/),
        server: "large",
      },
      graph(
        "a thousand arrays of a thousand",
        `[[${repeat(`[${repeat("1", 100)}]`, 1_000)}]]`,
        /serverActions\.maxNodes/,
      ),
      graph(
        "one of a thousand, referred to a hundred times",
        `[[${repeat("0", 1_000)}],[${repeat('"$0:0"', 100)}]]`,
        /serverActions\.maxNodes/,
      ),
      graph(
        "one of a thousand in a part, referred to a hundred times",
        { 0: `[[${repeat('"$1"', 100)}]]`, 1: `[${repeat("0", 1_000)}]` },
        /serverActions\.maxNodes/,
      ),
    ],
    without: [uncounted, unmeasured],
  },
  {
    id: "F14",
    says: "one object or array above the limit is 400, and one below it is not",
    cases: [
      accepted("an array of 49,000", `[[${repeat("1", 49_000)}]]`, /1,1/),
      graph("an array of 50,001", `[[${repeat("1", 50_001)}]]`, /serverActions\.maxNodes/),
      graph(
        "an object of 50,001 keys",
        `[{${Array.from({ length: 50_001 }, (_, index) => `"${index}":1`).join(",")}}]`,
        /serverActions\.maxNodes/,
      ),
      graph(
        "a Set of 50,001",
        { 0: '["$W1"]', 1: `[${repeat("1", 50_001)}]` },
        /serverActions\.maxNodes/,
      ),
    ],
    without: [uncounted],
  },
  {
    id: "F15",
    says: "values that double at each level are 400",
    cases: [
      graph(
        "40 arrays",
        `[[0],${doubling((level) => `["$0:${level}","$0:${level}"]`)}]`,
        /serverActions\.max(?:Nodes|Depth)/,
      ),
      graph(
        "40 objects",
        `[{},${doubling((level) => `{"a":"$0:${level}","b":"$0:${level}"}`)}]`,
        /serverActions\.max(?:Nodes|Depth)/,
      ),
      graph(
        "40 promises",
        [
          ["0", '["$@1"]'],
          ...Array.from({ length: 40 }, (_, index): readonly [string, string] => {
            const next = (index + 2).toString(16);
            return [String(index + 1), index === 39 ? "1" : `["$@${next}","$@${next}"]`];
          }),
        ],
        /serverActions\.max(?:Nodes|Depth)/,
      ),
    ],
    without: [unmeasured],
  },
  {
    id: "F16",
    says: "an own key __proto__ is 400",
    cases: [
      graph("with a value", '[{"__proto__":{"admin":true}}]', /__proto__/),
      graph("with null", '[{"__proto__":null}]', /__proto__/),
      graph("with a reference", '[{"a":{}},{"__proto__":"$0:0:a"}]', /__proto__/),
      graph("with an escape", String.raw`[{"\u005f_proto__":{"admin":true}}]`, /__proto__/),
      graph("far inside", '[[[{"a":[{"__proto__":1}]}]]]', /__proto__/),
      graph("in a part", { 0: '["$Q1"]', 1: '[["k",{"__proto__":{}}]]' }, /__proto__/),
    ],
    without: [
      lacking("the key __proto__", ["walk-model", 'if (key === "__proto__")', "if (false)"]),
    ],
  },
  {
    id: "F17",
    says: "keys that every object has are taken as own ones, and change no object",
    cases: [
      ...["constructor", "prototype", "toString", "hasOwnProperty", "toJSON", "valueOf"].map(
        (key) =>
          accepted(key, `[{"${key}":{"prototype":{"admin":"own"}}}]`, new RegExp(`"${key}":\\{`)),
      ),
      accepted("nobody else has what they say", '[{},{"constructor":{"admin":1}}]', /\[\{\},\{"c/),
    ],
    without: {
      by: "construction",
      why: "nothing refuses them: JSON.parse makes own properties of them, and nothing here merges or copies by name",
    },
  },
  {
    id: "F18",
    says: "nothing callable stands under the key then",
    cases: [
      accepted("what is not callable", '[{"then":"now"}]', /"then":"now"/),
      graph(
        "an action",
        (to) => ({ 0: '[{"then":"$h1"}]', 1: describing(to) }),
        /then is callable/,
      ),
      graph(
        "an action, by a path",
        (to) => ({ 0: '[["$h1"],{"then":"$0:0:0"}]', 1: describing(to) }),
        /then is callable/,
      ),
      graph(
        "an action in what a promise comes to",
        (to) => ({ 0: '["$@1"]', 1: '{"then":"$h2"}', 2: describing(to) }),
        /then is callable/,
      ),
      graph(
        "an action in a Map",
        (to) => ({ 0: '["$Q1"]', 1: '[["k",{"then":"$h2"}]]', 2: describing(to) }),
        /then is callable/,
      ),
    ],
    without: [
      lacking("what stands under then", [
        "walk-model",
        'if (key === "then" && typeof value === "function")',
        "if (false)",
      ]),
    ],
  },
  {
    id: "F19",
    says: "no opaque value stands under the key then",
    cases: [
      graph("directly", '[{"then":"$T"}]', /then is callable/),
      graph("by a path", '["$T",{"then":"$0:0"}]', /then is callable/),
      graph("in a promise", { 0: '["$@1"]', 1: '{"then":"$T"}' }, /then is callable/),
    ],
    without: [
      lacking("what stands under then", [
        "walk-model",
        'if (key === "then" && typeof value === "function")',
        "if (false)",
      ]),
    ],
  },
];
