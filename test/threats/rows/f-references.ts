import type { ThreatRow } from "../harness/threat-row.ts";
import {
  absorbed,
  accepted,
  chain,
  describing,
  graph,
  lacking,
  manyRoles,
  repeat,
  throughReferences,
  unmeasured,
} from "./f-graphs.ts";

const aMissingPart = "throw new ReplyFault(`a reference to the missing part ${id}`);";
const anEmptyPart = 'return numberPart(id, { kind: "field", name: "", value: "null" });';

/** The arguments, and references from part to part. */
export const referenceRows: readonly ThreatRow[] = [
  {
    id: "F1",
    says: "arguments that are not there, or no JSON, are 400",
    cases: [
      graph("an empty body", "", /not JSON/),
      graph("JSON that is cut off", "[1,", /not JSON/),
      graph("JSON with more behind it", "[1] [2]", /not JSON/),
      graph("JSON with a comment", "[1 /* one */]", /not JSON/),
      graph("a byte order mark", "\uFEFF[]", /not JSON/),
      graph("a part that is no JSON", { 0: '["$1"]', 1: "{" }, /part 1 is not JSON/),
      graph("no part 0", { 1: "1" }, /no part 0/),
      graph("no part 0 beside a form", { _1_a: "1" }, /no part 0/),
    ],
    without: [
      lacking("a model is JSON", [
        "reply-graph",
        "throw new ReplyFault(`${what} is not JSON`);",
        "return [];",
      ]),
      lacking("there are arguments", [
        "decode-reply",
        'throw new ReplyFault("no part 0, the arguments");',
        "return [];",
      ]),
    ],
  },
  {
    id: "F2",
    says: "arguments that are no array are 400",
    cases: [
      graph("an object", "{}", /no array/),
      graph("an object that looks like one", '{"length":1,"0":1}', /no array/),
      graph("a text", '"text"', /no array/),
      graph("undefined", '"$undefined"', /no array/),
      graph("an opaque value", '"$T"', /no array/),
      graph("null", "null", /no array/),
      graph("a number", "5", /no array/),
      graph("a Map", { 0: '"$Q1"', 1: "[]" }, /no array/),
    ],
    without: [
      lacking("the arguments are an array", [
        "decode-graph",
        "if (!Array.isArray(values))",
        "if (false)",
      ]),
    ],
  },
  {
    id: "F3",
    says: "more than 64 arguments are 400",
    cases: [
      accepted("64", `[${repeat("1", 64)}]`, /1,1/),
      graph("65", `[${repeat("1", 65)}]`, /serverActions\.maxArguments/),
      graph("a hundred thousand", `[${repeat("1", 100_000)}]`, /serverActions\.maxArguments/),
      {
        ...graph("900,000", `[${repeat("1", 900_000)}]`, /serverActions\.maxArguments/),
        server: "large",
      },
    ],
    without: [
      lacking("how many arguments there may be", [
        "decode-graph",
        "if (values.length > budgets.maxArguments)",
        "if (false)",
      ]),
    ],
  },
  {
    id: "F4",
    says: "a reference to a part that is not there is 400",
    cases: [
      graph("a text body", '["$1"]', /missing part 1/),
      graph("in parts", { 0: '["$2","$1"]', 1: "[]" }, /missing part 2/),
      graph("the name in decimals", { 0: '["$10"]', 10: "[]" }, /missing part 16/),
      graph("a path", '["$1:a"]', /missing part/),
    ],
    without: [
      lacking(
        "a part is there",
        ["reply-graph", aMissingPart, anEmptyPart],
        [
          "resolve-references",
          "throw new ReplyFault(`${quote(text)} refers to a missing part`);",
          "return {};",
        ],
      ),
    ],
  },
  {
    id: "F5",
    says: "a promise of a part that is not there is 400: it would never settle",
    cases: [
      graph("a text body", '["$@1"]', /missing part 1/),
      graph("in parts", { 0: '["$@1","$@2"]', 1: "1" }, /missing part 2/),
      graph("inside a promise", { 0: '["$@1"]', 1: '["$@2"]' }, /missing part 2/),
    ],
    without: [lacking("a part is there", ["reply-graph", aMissingPart, anEmptyPart])],
  },
  {
    id: "F6",
    says: "references that lead to each other are 400",
    cases: [
      graph("the arguments to themselves", '"$0"', /no array/),
      graph("two parts", { 0: '["$1"]', 1: '"$2"', 2: '"$1"' }, /refers to a reference/),
      graph("a part to itself", { 0: '["$1"]', 1: '"$1"' }, /refers to a reference/),
      graph("two paths", '["$0:1","$0:0"]', /refers to a reference/),
    ],
    without: [throughReferences],
  },
  {
    id: "F7",
    says: "what holds itself is 400",
    cases: [
      graph("the arguments", '["$0"]', /part 0 is used as root/),
      graph("an array", '[["$0:0"]]', /a cycle/),
      graph("an object", '[{"self":"$0:0"}]', /a cycle/),
      graph("two that hold each other", '[{"a":"$0:1"},{"b":"$0:0"}]', /a cycle/),
      graph("through a Map", { 0: '[{"a":"$Q1"}]', 1: '[["k","$0:0"]]' }, /a cycle/),
      graph(
        "four thousand times",
        `[[${repeat('"$0:0"', 4_000)}]]`,
        /a cycle|serverActions\.maxNodes/,
      ),
      graph(
        "a hundred thousand times",
        `[[${repeat('"$0:0"', 100_000)}]]`,
        /serverActions\.maxNodes/,
      ),
    ],
    without: [manyRoles, unmeasured],
  },
  {
    id: "F8",
    says: "promises that hold themselves or each other are 400",
    cases: [
      graph("itself", { 0: '["$@1"]', 1: '["$@1"]' }, /a cycle/),
      graph("itself, at once", { 0: '["$@1"]', 1: '"$@1"' }, /promise of a promise/),
      graph("each other", { 0: '["$@1"]', 1: '["$@2"]', 2: '["$@1"]' }, /a cycle/),
      graph("the arguments", '["$@0"]', /part 0 is used as root/),
    ],
    without: [unmeasured, manyRoles],
  },
  {
    id: "F9",
    says: "a promise of a promise is 400, however long the chain",
    cases: [
      graph("two", { 0: '["$@1"]', 1: '"$@2"', 2: "1" }, /promise of a promise/),
      graph(
        "200",
        chain(200, (next) => `"$@${next}"`),
        /promise of a promise/,
      ),
      graph(
        "900",
        chain(900, (next) => `"$@${next}"`),
        /serverActions\.maxModelParts/,
      ),
      graph(
        "2,000",
        chain(2_000, (next) => `"$@${next}"`),
        /serverActions\.maxParts/,
      ),
    ],
    without: [
      lacking("a promise is of a value", [
        "decode-graph",
        'if (value.startsWith("$@"))',
        "if (false)",
      ]),
      lacking("how many models there may be", [
        "reply-graph",
        "++models > budgets.maxModelParts",
        "false",
      ]),
    ],
  },
  {
    id: "F10",
    says: "an action that is bound to the head of a chain of promises is 400",
    cases: [
      graph(
        "one promise",
        (to) => ({ 0: '["$h1"]', 1: describing(to, "$@2"), 2: '["$@3"]', 3: "1" }),
        /does not take/,
      ),
      graph(
        "a chain",
        (to) => ({ 0: '["$h1"]', 1: describing(to, "$@2"), 2: '"$@3"', 3: '"$@4"', 4: "[]" }),
        /does not take/,
      ),
      absorbed(
        "a promise of a promise among them",
        (to) => ({ 0: '["$h1"]', 1: describing(to, "$@2"), 2: '["$@3"]', 3: '"$@4"', 4: "1" }),
        /promise of a promise/,
      ),
      absorbed(
        "a chain in their place",
        (to) => ({ 0: '["$h1"]', 1: describing(to, "$@2"), 2: '"$@3"', 3: '"$@4"', 4: "[]" }),
        /bound arguments, is no array/,
      ),
    ],
    without: [
      lacking("bound arguments are an array", [
        "read-action",
        "throw new ReplyFault(`part ${id}, bound arguments, is no array`);",
        "return [];",
      ]),
      lacking("bound arguments only where the action takes them", [
        "read-action",
        'if (graph.options.accepts?.includes("references") !== true)',
        "if (false)",
      ]),
    ],
  },
  {
    id: "F11",
    says: "a chain of references is 400, and so is what nests deeper than 64 through parts",
    cases: [
      graph("two", { 0: '["$1"]', 1: '"$2"', 2: "[]" }, /refers to a reference/),
      graph(
        "200",
        chain(200, (next) => `"$${next}"`),
        /refers to a reference/,
      ),
      graph(
        "1,000",
        chain(998, (next) => `"$${next}"`),
        /serverActions\.maxModelParts/,
      ),
      {
        ...graph(
          "20,000",
          chain(20_000, (next) => `"$${next}"`),
          /serverActions\.maxParts/,
        ),
        server: "large",
      },
      graph(
        "a hundred promises inside each other",
        chain(100, (next) => `["$@${next}"]`),
        /serverActions\.maxDepth/,
      ),
      graph(
        "a hundred arrays inside each other, by references",
        chain(100, (next) => `["$${next}"]`),
        /serverActions\.maxDepth/,
      ),
      accepted(
        "what nests 30 deep through parts",
        chain(30, (next) => `{"next":"$@${next}"}`),
        /next/,
      ),
    ],
    without: [
      throughReferences,
      lacking(
        "how deep values may stand",
        ["walk-model", "if (depth > budgets.maxDepth)", "if (false)"],
        ["decode-graph", "measureGraph(graph, values);", ""],
      ),
    ],
  },
];

/** Paths into what was decoded. */
export const pathRows: readonly ThreatRow[] = [
  {
    id: "F20",
    says: "a path leads through own values of plain objects and arrays only",
    cases: [
      accepted("an own value", '[{"a":[{}]},"$0:0:a:0"]', /\{\}/),
      graph("__proto__", '[{},"$0:0:__proto__"]', /leads nowhere/),
      graph(
        "the constructor of a constructor",
        '[{},"$0:0:constructor:constructor"]',
        /leads nowhere/,
      ),
      graph("a method of every object", '[{},"$0:0:toString"]', /leads nowhere/),
      graph("into a text", '["abc","$0:0:0"]', /leads nowhere/),
      graph("into a Map", { 0: '["$Q1","$0:0:get"]', 1: "[]" }, /leads nowhere/),
      graph("into a Date", '["$D2020-01-01T00:00:00.000Z","$0:0:getTime"]', /leads nowhere/),
      graph("into a promise", { 0: '["$@1","$0:0:then"]', 1: "1" }, /leads nowhere/),
      graph("into an opaque value", '["$T","$0:0:props"]', /leads nowhere/),
      graph(
        "into an action",
        (to) => ({ 0: '["$h1","$0:0:constructor"]', 1: describing(to) }),
        /leads nowhere/,
      ),
      graph("to what JSON does not have", '[{},"$0:0:missing"]', /leads nowhere/),
      graph("to a text", '["abc","$0:0"]', /refers to no object/),
    ],
    without: [
      lacking("values are own ones of plain objects", [
        "resolve-references",
        "else if (isPlainObject(value) && Object.hasOwn(value, segment))",
        "else",
      ]),
    ],
  },
  {
    id: "F21",
    says: "a path into an array is its decimal indexes",
    cases: [
      graph("the length", '[[1],"$0:0:length"]', /leads nowhere/),
      graph("a method", '[[1],"$0:0:map"]', /leads nowhere/),
      graph("an index with a leading zero", '[[[]],"$0:0:00"]', /leads nowhere/),
      graph("an index in hexadecimals", '[[[]],"$0:0:0x0"]', /leads nowhere/),
      graph("a negative index", '[[[]],"$0:0:-1"]', /leads nowhere/),
      graph("an index behind the end", '[[[]],"$0:0:1"]', /leads nowhere/),
      graph("no index at all", '[[[]],"$0:0:"]', /leads nowhere/),
    ],
    without: [
      lacking(
        "a segment is an index",
        [
          "resolve-references",
          "if (indexPattern.test(segment) && Number(segment) < value.length)",
          "if (segment in value)",
        ],
        ["resolve-references", "return value[Number(segment)];", "return value[segment];"],
      ),
    ],
  },
  {
    id: "F22",
    says: "a path of more than 64 segments is 400 before it is cut up",
    cases: [
      graph("65", `[[],"$0${":0".repeat(65)}"]`, /serverActions\.maxPathSegments/),
      graph("100,000", `[[],"$0${":0".repeat(100_000)}"]`, /serverActions\.maxPathSegments/),
      graph(
        "100,000 empty ones",
        `[[],"$0${":".repeat(100_000)}"]`,
        /serverActions\.maxPathSegments/,
      ),
    ],
    without: [
      lacking("how long a path may be", [
        "resolve-references",
        "if (++segments > budgets.maxPathSegments)",
        "if (false)",
      ]),
    ],
  },
];
