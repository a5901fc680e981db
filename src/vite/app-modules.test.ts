import { expect, test } from "vitest";
import type { CompiledAction } from "../compiler/index.ts";
import { parseActionId } from "../protocol/index.ts";
import {
  addModule,
  createAppModules,
  findUsers,
  reachableFrom,
  type AppModules,
  type ModuleEdge,
} from "./app-modules.ts";

function action(name: string, kind: CompiledAction["kind"] = "module"): CompiledAction {
  const id = parseActionId(Buffer.from(name.padEnd(25, "-")).toString("hex"));
  if (id === undefined) throw new Error("the made-up id is none");
  return { id, name, exportName: name, kind, captures: [], line: 1 };
}

function graph(
  modules: Record<
    string,
    { edges?: ModuleEdge[]; actions?: CompiledAction[]; selfUsed?: string[] }
  >,
): AppModules {
  const made = createAppModules("/app");
  for (const [name, { edges = [], actions = [], selfUsed = [] }] of Object.entries(modules))
    addModule(made, {
      id: `/app/${name}`,
      edges,
      actions,
      selfUsed,
      isActionFile: actions.length > 0,
    });
  return made;
}

const takes = (to: string, names: ModuleEdge["names"], reExport = false): ModuleEdge => ({
  to: `/app/${to}`,
  names,
  reExport,
});
const named = (modules: AppModules): Record<string, string[]> => {
  const users = findUsers(modules);
  return Object.fromEntries(
    [...modules.byId.values()].flatMap((module) =>
      module.actions.flatMap((each) =>
        users.has(each.id) ? [[each.name, users.get(each.id) ?? []]] : [],
      ),
    ),
  );
};

test("an exported action is an endpoint only when a module takes it by name", () => {
  const modules = graph({
    "actions.ts": { actions: [action("save"), action("remove")] },
    "page.tsx": { edges: [takes("actions.ts", ["save"])] },
  });
  expect(named(modules)).toEqual({ save: ["page.tsx"] });
});

test("a namespace import takes every action", () => {
  const modules = graph({
    "actions.ts": { actions: [action("save"), action("remove")] },
    "page.tsx": { edges: [takes("actions.ts", "*")] },
  });
  expect(Object.keys(named(modules))).toEqual(["save", "remove"]);
});

test("a re-export passes on what is taken from it, and no more", () => {
  const modules = graph({
    "actions.ts": { actions: [action("save"), action("remove")] },
    "index.ts": { edges: [takes("actions.ts", "*", true)] },
    "page.tsx": { edges: [takes("index.ts", ["save"])] },
  });
  expect(named(modules)).toEqual({ save: ["page.tsx"] });
});

test("an exported action that its own file hands out is taken by that file, and by others", () => {
  const modules = graph({
    "actions.tsx": { actions: [action("one"), action("two")], selfUsed: ["one"] },
    "page.tsx": { edges: [takes("actions.tsx", ["two"])] },
  });
  expect(named(modules)).toEqual({ one: ["actions.tsx"], two: ["page.tsx"] });
});

test("an inline action is taken by the module that holds it", () => {
  expect(named(graph({ "page.tsx": { actions: [action("Page.save", "inline")] } }))).toEqual({
    "Page.save": ["page.tsx"],
  });
});

test("modules are reached through every edge, circles included", () => {
  const modules = graph({
    "a.ts": { edges: [takes("b.ts", ["x"])] },
    "b.ts": { edges: [takes("a.ts", ["y"]), takes("c.ts", "*", true)] },
    "c.ts": {},
    "d.ts": {},
  });
  expect([...reachableFrom(modules, ["/app/a.ts"])].toSorted()).toEqual([
    "/app/a.ts",
    "/app/b.ts",
    "/app/c.ts",
  ]);
});
