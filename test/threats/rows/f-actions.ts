import type { ThreatRow } from "../harness/threat-row.ts";
import type { Target } from "../harness/threat-server.ts";
import {
  absorbed,
  accepted,
  describing,
  graph,
  lacking,
  nobodys,
  repeat,
  unmeasured,
  type Graph,
} from "./f-graphs.ts";

/** A use of an action that is described so, and its bound arguments where there are some. */
function named(id: unknown, bound: unknown = null, values?: string): Graph {
  const described = { 0: '["$h1"]', 1: JSON.stringify({ id, bound }) };
  return values === undefined ? described : { ...described, 2: values };
}

const boundBy =
  (count: number) =>
  (to: Target): Graph => ({
    0: '["$h1"]',
    1: describing(to, "$@2"),
    2: `[${repeat("1", count)}]`,
  });

const boundAnywhere = [
  "read-action",
  'if (graph.options.accepts?.includes("references") !== true)',
  "if (false)",
] as const;

const anyId = lacking("the form of an id", [
  "read-action",
  "throw new ReplyFault(`${what}: the action id ${quote(text)}`);",
  "return () => undefined;",
]);

const unlisted = [
  "read-action",
  "throw new ReplyFault(`the action ${id} is not listed`);",
  "return () => undefined;",
] as const;

/** Actions among the arguments. */
export const actionRows: readonly ThreatRow[] = [
  {
    id: "F23",
    says: "an action id of another form is 400, and nothing of it gets into the answer or a line of its own",
    cases: [
      graph("a line break", named("x\r\nedict: all is well"), /action id "x\\u000d\\u000aedict/),
      graph("a line break behind a good id", (to) => named(`${to.idOf("unlock")}\n`), /action id/),
      graph("a NUL", named(`${"a".repeat(49)}\0`), /action id/),
      graph("upper case", (to) => named(to.idOf("unlock").toUpperCase()), /action id/),
      graph("100 kB", named("a".repeat(100_000)), /action id/),
      graph("constructor", named("constructor"), /action id/),
    ],
    without: [anyId],
  },
  {
    id: "F24",
    says: "an action whose id is no text, or whose description is none, is 400",
    cases: [
      graph("a number", named(5), /describes no action/),
      graph("an object", named({}), /describes no action/),
      graph("a list with an id", (to) => named([to.idOf("unlock")]), /describes no action/),
      graph("no id", { 0: '["$h1"]', 1: '{"bound":null}' }, /describes no action/),
      graph("a text", { 0: '["$h1"]', 1: '"x"' }, /describes no action/),
      graph("a list", { 0: '["$h1"]', 1: "[]" }, /describes no action/),
      graph("no JSON", { 0: '["$h1"]', 1: "{" }, /part 1 is not JSON/),
    ],
    without: [lacking("an id is a text", ["action-descriptor", 'typeof id !== "string" || ', ""])],
  },
  {
    id: "F25",
    says: "an action described by null is 400",
    cases: [
      graph("null", { 0: '["$h1"]', 1: "null" }, /describes no action/),
      graph(
        "null, beside a good one",
        (to) => ({
          0: '["$h1","$h2"]',
          1: describing(to),
          2: "null",
        }),
        /part 2 describes no action/,
      ),
    ],
    without: [
      lacking("a description is an object", [
        "action-descriptor",
        'if (typeof value !== "object" || value === null || Array.isArray(value))',
        "if (false)",
      ]),
    ],
  },
  {
    id: "F26",
    says: "an action id with a name, the name * or no id at all is 400",
    cases: [
      graph("*", (to) => named(`${to.idOf("unlock")}#*`), /action id/),
      graph("an empty name", (to) => named(`${to.idOf("unlock")}#`), /action id/),
      graph("a name", (to) => named(`${to.idOf("unlock")}#unlock`), /action id/),
      graph("a module and *", named("actions/vault.actions.ts#*"), /action id/),
      graph("nothing", named(""), /action id/),
    ],
    without: [anyId],
  },
  {
    id: "F27",
    says: "an export that is no action is 400",
    cases: [
      graph("an id of nobody", named(nobodys), /is not listed/),
      graph(
        "an action that nothing refers to",
        (to) => named(`${to.lookUpOf("actions/vault.actions.ts", "forgotten")}ff00000000`),
        /is not listed/,
      ),
      graph(
        "a function beside an inline action",
        (to) => named(`${to.lookUpOf("lib/mixed.tsx", "helper")}ff00000000`),
        /is not listed/,
      ),
      graph(
        "a known look-up with another signature",
        (to) => named(`${to.idOf("unlock").slice(0, 40)}ff00000000`),
        /is not listed/,
      ),
      graph(
        "an action with captures, without them",
        (to) => named(to.idOf("Mixed.keep")),
        /is not listed/,
      ),
    ],
    without: [lacking("only listed actions are made", unlisted)],
  },
  {
    id: "F28",
    says: "an action that does not exist, with bound arguments, is 400",
    cases: [
      graph("an id of nobody", named(nobodys, "$@2", "[1]"), /does not take/),
      graph(
        "an export that is no action",
        (to) => named(`${to.lookUpOf("lib/mixed.tsx", "helper")}ff00000000`, "$@2", "[1]"),
        /does not take/,
      ),
      graph("bound arguments that are missing", named(nobodys, "$@2"), /does not take/),
      absorbed("an id of nobody", named(nobodys, "$@2", "[1]"), /is not listed/),
      absorbed("bound arguments that are missing", named(nobodys, "$@2"), /missing part 2/),
    ],
    without: [
      lacking("bound arguments only where the action takes them", boundAnywhere),
      lacking("only listed actions are made", unlisted),
    ],
  },
  {
    id: "F29",
    says: "an action that is bound to itself is 400",
    cases: [
      graph(
        "its own description",
        (to) => ({ 0: '["$h1"]', 1: describing(to, "$@1") }),
        /does not take/,
      ),
      graph(
        "arguments that hold it",
        (to) => ({ 0: '["$h1"]', 1: describing(to, "$@2"), 2: '["$h1"]' }),
        /does not take/,
      ),
      graph(
        "two that are bound to each other",
        (to) => ({
          0: '["$h1"]',
          1: describing(to, "$@3"),
          2: describing(to, "$@4"),
          3: '["$h2"]',
          4: '["$h1"]',
        }),
        /does not take/,
      ),
      graph(
        "the arguments of the call",
        (to) => ({ 0: '["$h1"]', 1: describing(to, "$@0") }),
        /no bound arguments of ours/,
      ),
      absorbed(
        "its own description",
        (to) => ({ 0: '["$h1"]', 1: describing(to, "$@1") }),
        /part 1 is used as action/,
      ),
      absorbed(
        "arguments that hold it",
        (to) => ({ 0: '["$h1"]', 1: describing(to, "$@2"), 2: '["$h1"]' }),
        /a cycle/,
      ),
      absorbed(
        "two that are bound to each other",
        (to) => ({
          0: '["$h1"]',
          1: describing(to, "$@3"),
          2: describing(to, "$@4"),
          3: '["$h2"]',
          4: '["$h1"]',
        }),
        /a cycle/,
      ),
    ],
    without: [
      unmeasured,
      lacking("bound arguments only where the action takes them", boundAnywhere),
      lacking("what is bound is another part than the arguments", [
        "action-descriptor",
        "part === undefined || part === 0",
        "part === undefined",
      ]),
    ],
  },
  {
    id: "F30",
    says: "bound arguments are 400, however many; more than 64 also where they are taken",
    cases: [
      ...[1, 1_000, 1_001].map((count) => graph(`${count}`, boundBy(count), /does not take/)),
      accepted("64", boundBy(64), /absorbed/, "absorb"),
      ...[65, 1_000, 1_001].map((count) =>
        absorbed(`${count}`, boundBy(count), /serverActions\.maxArguments/),
      ),
    ],
    without: [
      lacking("bound arguments only where the action takes them", boundAnywhere),
      lacking("how many there may be", [
        "read-action",
        "if (values.length > budgets.maxArguments)",
        "if (false)",
      ]),
    ],
  },
  {
    id: "F31",
    says: "a description with a slot of React's own making is 400",
    cases: ["$$promise", "$$async", "then", "name", "chunks", "__proto__"].map((key) =>
      graph(
        key,
        (to: Target) => ({
          0: '["$h1"]',
          1: `{"id":"${to.idOf("unlock")}","bound":null,"${key}":{}}`,
        }),
        /describes no action/,
      ),
    ),
    without: [
      lacking("a description is an id and bound arguments", [
        "action-descriptor",
        " || Object.keys(rest).length > 0",
        "",
      ]),
    ],
  },
  {
    id: "F32",
    says: "thousands of actions are 400",
    cases: [
      graph(
        "2,000 descriptions",
        (to) => [
          ["0", "[]"],
          ...Array.from({ length: 2_000 }, (_, index): readonly [string, string] => [
            String(index + 1),
            describing(to),
          ]),
        ],
        /serverActions\.maxParts/,
      ),
      graph(
        "300 descriptions",
        (to) => [
          ["0", "[]"],
          ...Array.from({ length: 300 }, (_, index): readonly [string, string] => [
            String(index + 1),
            describing(to),
          ]),
        ],
        /serverActions\.maxModelParts/,
      ),
      graph(
        "16,000 uses of one",
        (to) => ({ 0: `[[${repeat('"$h1"', 16_000)}]]`, 1: describing(to) }),
        /serverActions\.maxReferences/,
      ),
      graph(
        "16,000 uses of one that has a thousand bound arguments",
        (to) => ({
          0: `[[${repeat('"$h1"', 16_000)}]]`,
          1: describing(to, "$@2"),
          2: `[${repeat("1", 1_000)}]`,
        }),
        /does not take/,
      ),
    ],
    without: [
      lacking("how many references there may be", [
        "reply-graph",
        "if (++graph.references > budgets.maxReferences)",
        "if (false)",
      ]),
    ],
  },
];
