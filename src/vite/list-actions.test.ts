import { expect, test } from "vitest";
import type { ModulePart } from "../compiler/index.ts";
import { parseActionId } from "../protocol/index.ts";
import { buildRouteTable } from "../routing/index.ts";
import { addModule, createAppModules, type AppModules } from "./app-modules.ts";
import { listActions } from "./list-actions.ts";

const routeFiles = [
  "app/layout.tsx",
  "app/not-found.tsx",
  "app/global-error.tsx",
  "app/(shop)/cart/page.tsx",
  "app/feed/route.ts",
];

const part: ModulePart = {
  exports: [],
  runs: true,
  uses: [],
  imports: [],
  passesOn: [],
  firstLine: 1,
  lastLine: 1,
};

/** Modules that hold one inline action each, and import nothing. */
function holding(...files: readonly string[]): AppModules {
  const modules = createAppModules("/app");
  for (const file of files) {
    const id = parseActionId(Buffer.from(file.slice(-25).padEnd(25, "-")).toString("hex"));
    if (id === undefined) throw new Error("the made-up id is none");
    addModule(modules, {
      id: `/app/${file}`,
      edges: [],
      exports: [],
      parts: [part],
      isEntry: true,
      unreadImporters: [],
      actions: [{ id, name: "save", exportName: "save", kind: "inline", captures: [], line: 1 }],
      isActionFile: false,
    });
  }
  return modules;
}

test("what every page can end in belongs to every page and to unmatched URLs, and to no handler", () => {
  const { table } = buildRouteTable(routeFiles);
  const listed = listActions(holding(...routeFiles), table);
  expect(Object.fromEntries(listed.map(({ entry }) => [entry["file"], entry["owners"]]))).toEqual({
    "app/layout.tsx": ["/cart", "(unmatched)"],
    "app/not-found.tsx": ["/cart", "(unmatched)"],
    "app/global-error.tsx": ["/cart", "(unmatched)"],
    "app/(shop)/cart/page.tsx": ["/cart"],
    "app/feed/route.ts": ["/feed"],
  });
});
