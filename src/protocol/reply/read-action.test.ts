import { describe, expect, test } from "vitest";
import {
  decodeForm,
  type listedAction,
  listedId,
  type BodyPart,
} from "../../../test/protocol/reply-body.ts";

const bound = (part: string): string => JSON.stringify({ id: listedId, bound: part });
const decode = (parts: readonly BodyPart[]) => decodeForm(parts, ["references"]);

describe("an action with bound arguments, of an action that takes references", () => {
  test("is bound to what they decode to, other actions included", () => {
    const result = decode([
      ["1", bound("$@2")],
      ["2", '["$undefined",{"at":"$D2020-01-01T00:00:00.000Z"},"$h3","$Q5"]'],
      ["3", bound("$@4")],
      ["4", '["inner"]'],
      ["5", '[["save","$h3"]]'],
      ["0", '["$h1",{"save":"$h1"},"$Q6"]'],
      ["6", '[["$h1",1]]'],
    ]);
    if (!result.ok) throw new Error(result.error.reason);
    const [save, holder, map] = result.value as [
      typeof listedAction,
      object,
      Map<unknown, unknown>,
    ]; // as sent
    const [ran, nothing, at, inner, saves] = save("last") as unknown[]; // what the listed action returns
    expect([ran, nothing, at]).toEqual(["ran", undefined, { at: new Date("2020-01-01") }]);
    expect((inner as typeof listedAction)()).toEqual(["ran", "inner"]); // bound in part 2
    expect((saves as Map<unknown, unknown>).get("save")).toBe(inner); // bound in part 2
    expect(holder).toEqual({ save });
    expect([...map.keys()]).toEqual([save]);
  });

  test("is made after those that are bound to it, in whatever order they come", () => {
    const result = decode([
      ["1", bound("$@3")],
      ["2", bound("$@4")],
      ["3", "[1]"],
      ["4", '["$h1"]'],
      ["0", '["$h2","$h1"]'],
    ]);
    const [outer, inner] = (result.ok ? result.value : []) as (typeof listedAction)[]; // as sent
    expect(outer?.()).toEqual(["ran", inner]);
    expect(inner?.()).toEqual(["ran", 1]);
  });

  test("shares its bound arguments with another that was bound to the same", () => {
    const result = decode([
      ["1", bound("$@3")],
      ["2", bound("$@3")],
      ["3", "[{}]"],
      ["0", '["$h1","$h2"]'],
    ]);
    const [one, two] = (result.ok ? result.value : []) as (() => unknown[])[]; // as sent
    expect(one?.()[1]).toBe(two?.()[1]);
  });

  test("settles a promise of it", async () => {
    const result = decode([
      ["1", '"$h2"'],
      ["2", bound("$@3")],
      ["3", "[7]"],
      ["0", '["$@1"]'],
    ]);
    const save = (await (result.ok ? result.value[0] : undefined)) as () => unknown; // as sent
    expect(save()).toEqual(["ran", 7]);
  });
});

const chain = (length: number): BodyPart[] =>
  Array.from({ length }, (_, index): BodyPart[] => [
    [String(2 * index + 1), bound(`$@${(2 * index + 2).toString(16)}`)],
    [String(2 * index + 2), index + 1 === length ? "[]" : `["$h${(2 * index + 3).toString(16)}"]`],
  ]).flat();

const refused: readonly (readonly [
  id: string,
  input: string,
  parts: BodyPart[],
  reason: RegExp,
])[] = [
  [
    "F10",
    "bound to the head of a chain of promises",
    [
      ["0", '["$h1"]'],
      ["1", bound("$@2")],
      ["2", '["$@3"]'],
      ["3", '"$@4"'],
      ["4", "1"],
    ],
    /promise of a promise/u,
  ],
  ["F10", "bound to one another, 80 of them", [["0", '["$h1"]'], ...chain(80)], /maxDepth/u],
  [
    "F10",
    "bound to one another, 80 of them, the last one first",
    [
      [
        "0",
        `[[${Array.from({ length: 80 }, (_, index) => `"$h${(159 - 2 * index).toString(16)}"`).join()}]]`,
      ],
      ...chain(80),
    ],
    /maxDepth/u,
  ],
  [
    "F18",
    "under the key then",
    [
      ["0", '[{"then":"$h1"}]'],
      ["1", bound("$@2")],
      ["2", "[]"],
    ],
    /then is callable/u,
  ],
  [
    "F18",
    "under the key then, by a path",
    [
      ["0", '["$h1",{"then":"$0:0"}]'],
      ["1", bound("$@2")],
      ["2", "[]"],
    ],
    /refers to a reference/u,
  ],
  [
    "F28",
    "not listed",
    [
      ["0", '["$h1"]'],
      ["1", JSON.stringify({ id: "b".repeat(50), bound: "$@2" })],
      ["2", "[]"],
    ],
    /not listed/u,
  ],
  [
    "F29",
    "bound to itself",
    [
      ["0", '["$h1"]'],
      ["1", bound("$@2")],
      ["2", '["$h1"]'],
    ],
    /a cycle/u,
  ],
  [
    "F29",
    "bound to its own part",
    [
      ["0", '["$h1"]'],
      ["1", bound("$@1")],
    ],
    /used as action/u,
  ],
  [
    "F29",
    "bound to the arguments",
    [
      ["0", '["$h1"]'],
      ["1", bound("$@0")],
    ],
    /no bound arguments of ours/u,
  ],
  [
    "F29",
    "two bound to each other",
    [
      ["0", '["$h1"]'],
      ["1", bound("$@2")],
      ["2", '[["$h3"]]'],
      ["3", bound("$@4")],
      ["4", '["$h1"]'],
    ],
    /a cycle/u,
  ],
  [
    "F30",
    "with 65 bound arguments",
    [
      ["0", '["$h1"]'],
      ["1", bound("$@2")],
      ["2", `[${"1,".repeat(64)}1]`],
    ],
    /serverActions\.maxArguments/u,
  ],
  [
    "F30",
    "with bound arguments that are no array",
    [
      ["0", '["$h1"]'],
      ["1", bound("$@2")],
      ["2", '{"length":5}'],
    ],
    /is no array/u,
  ],
  [
    "F30",
    "with bound arguments in place",
    [
      ["0", '["$h1"]'],
      ["1", JSON.stringify({ id: listedId, bound: [1] })],
    ],
    /no bound arguments of ours/u,
  ],
  [
    "F50",
    "with bound arguments that are a promise too",
    [
      ["0", '["$h1","$@2"]'],
      ["1", bound("$@2")],
      ["2", "[]"],
    ],
    /used as (?:bound|model)/u,
  ],
];

describe("an action with bound arguments is refused", () => {
  test.each(refused)("%s: %s", (_id, _input, parts, reason) => {
    const result = decode(parts);
    expect(result).toMatchObject({ ok: false, error: { code: "MALFORMED" } });
    expect(result.ok ? "" : result.error.reason).toMatch(reason);
  });

  test("F30: where the called action does not take references", () => {
    const result = decodeForm(
      [
        ["0", '["$h1"]'],
        ["1", bound("$@2")],
        ["2", "[]"],
      ],
      ["streams"],
    );
    expect(result).toMatchObject({ ok: false, error: { code: "MALFORMED" } });
    expect(result.ok ? "" : result.error.configLine).toBe(
      'configure({ accepts: ["references"] }, …)',
    );
  });
});
