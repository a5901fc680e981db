import { expect, test } from "vitest";
import { analyseModule } from "../analyse-module.ts";

/** Each action as `kind name`, and what wraps it. */
function actionsOf(code: string): string[] {
  const analysed = analyseModule({ code, filename: "/app/a.tsx" });
  if (!analysed.ok) throw new Error("the example does not parse");
  return analysed.value.actions.map(({ kind, name, wrapper }) => {
    const text =
      wrapper === undefined ? "" : ` in ${code.slice(wrapper.callee.start, wrapper.callee.end)}`;
    return `${kind} ${name}${text}`;
  });
}

test("lists what a file of actions exports, in source order, each function once", () => {
  expect(
    actionsOf(
      '"use server";\nexport { b as first, a as second };\nasync function a() {}\nconst b = async () => {};\nexport default async function c() {}\nasync function kept() {}\n',
    ),
  ).toEqual(["module second", "module first", "module default"]);
});

test("looks into the calls that wrap a function", () => {
  expect(
    actionsOf(
      '"use server";\nexport const save = authed("editor", limited(async () => {}, 3)) as unknown;\nexport default guard(async () => {});\nexport const made = make();\n',
    ),
  ).toEqual(["module save in authed", "module default in guard"]);
});

test("lists inline actions by the names they have where they stand", () => {
  expect(
    actionsOf(
      'export function Page() {\n  async function add() {\n    "use server";\n  }\n  const rename = async () => {\n    "use server";\n  };\n  return [add, rename, async () => {\n    "use server";\n  }];\n}\n',
    ),
  ).toEqual(["inline add", "inline rename", "inline this action"]);
});

test("a function that is exported and says it itself is one action of the file", () => {
  expect(actionsOf('"use server";\nexport async function a() {\n  "use server";\n}\n')).toEqual([
    "module a",
  ]);
});

test("a file without a directive has no actions, whatever it exports", () => {
  expect(actionsOf("export async function a() {}\n")).toEqual([]);
});
