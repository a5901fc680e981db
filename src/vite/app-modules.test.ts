import { expect, test } from "vitest";
import {
  addModule,
  createAppModules,
  modulePath,
  reachableFrom,
  type AppModule,
  type AppModules,
  type ModuleEdge,
} from "./app-modules.ts";

const blank: Omit<AppModule, "id"> = {
  edges: [],
  actions: [],
  exports: [],
  parts: [],
  isActionFile: false,
  isEntry: false,
  unreadImporters: [],
};

function graph(modules: Readonly<Record<string, ModuleEdge[]>>): AppModules {
  const made = createAppModules("/app");
  for (const [name, edges] of Object.entries(modules))
    addModule(made, { ...blank, id: `/app/${name}`, edges });
  return made;
}

const takes = (to: string): ModuleEdge => ({
  kind: "take",
  to: `/app/${to}`,
  names: ["x"],
  part: 0,
});

test("modules are reached through every edge but types, circles included", () => {
  const modules = graph({
    "a.ts": [takes("b.ts"), { kind: "types", to: "/app/d.ts" }],
    "b.ts": [takes("a.ts"), { kind: "hand-on", to: "/app/c.ts", names: "*" }],
    "c.ts": [{ kind: "load", to: "/app/e.ts" }],
    "d.ts": [],
    "e.ts": [],
  });
  expect([...reachableFrom(modules, ["/app/a.ts"])].toSorted()).toEqual([
    "/app/a.ts",
    "/app/b.ts",
    "/app/c.ts",
    "/app/e.ts",
  ]);
});

test("what several environments saw of a module is joined", () => {
  const modules = graph({ "a.ts": [takes("b.ts")] });
  addModule(modules, { ...blank, id: "/app/a.ts", edges: [takes("c.ts")], isEntry: true });
  addModule(modules, { ...blank, id: "/app/a.ts", edges: [takes("b.ts")], unreadImporters: ["x"] });
  const { edges, isEntry, unreadImporters } = modules.byId.get("/app/a.ts") ?? blank;
  expect(edges.map(({ to }) => to)).toEqual(["/app/b.ts", "/app/c.ts"]);
  expect({ isEntry, unreadImporters }).toEqual({ isEntry: true, unreadImporters: ["x"] });
});

test("a module is named by its path in the app, a generated one by its name", () => {
  const app = { root: "/app" };
  expect(modulePath(app, "/app/lib/a.ts?x=1")).toBe("lib/a.ts");
  expect(modulePath(app, "\0virtual:pages")).toBe("virtual:pages");
});
