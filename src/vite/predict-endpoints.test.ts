import { join } from "node:path";
import { expect, test } from "vitest";
import { prepareFile } from "../compiler/index.ts";
import { buildRouteTable } from "../routing/index.ts";
import { createPreparedApp, takePrepared } from "./check/prepared-app.ts";
import { predictEndpoints } from "./predict-endpoints.ts";

const root = "/app";

/** What is predicted for an app whose imports name files with their endings. */
function predicted(files: Readonly<Record<string, string>>): string[] {
  const idSecret = "secret";
  const prepared = createPreparedApp(idSecret);
  for (const [path, code] of Object.entries(files)) {
    const file = join(root, path);
    takePrepared(prepared, file, prepareFile({ file, code }, { root, idSecret }));
  }
  const routes = Object.keys(files).filter((path) => path.startsWith("app/"));
  const listed = predictEndpoints({
    root,
    table: buildRouteTable(routes).table,
    prepared,
    entries: routes.map((path) => join(root, path)),
    resolve: (specifier, importer) =>
      specifier.startsWith(".") ? join(importer, "..", specifier) : undefined,
  });
  return listed.map(({ entry }) => `${String(entry["file"])} ${String(entry["name"])}`).toSorted();
}

const layout = { "app/layout.tsx": "export default ({ children }) => <html>{children}</html>;" };
const page = `import { Panel } from "../panel.tsx";\nexport default () => <Panel />;`;
const actions = `"use server";\nexport async function save() {}\nexport async function remove() {}`;

test("an action is predicted that only the browser's code uses, and no other one of its file", () => {
  const panel = `"use client";\nimport { save } from "./actions.ts";\nexport const Panel = () => <form action={save} />;`;
  const files = { ...layout, "app/page.tsx": page, "panel.tsx": panel, "actions.ts": actions };
  expect(predicted(files)).toEqual(["actions.ts save"]);
});

test("what an action leads to is followed: Client Components that it returns, and theirs", () => {
  const panel = `"use client";\nimport { show } from "./show.tsx";\nexport const Panel = () => <form action={show} />;`;
  const show = `"use server";\nimport { Row } from "./row.tsx";\nexport async function show() { return <Row />; }`;
  const row = `"use client";\nimport { remove } from "./actions.ts";\nexport const Row = () => <form action={remove} />;`;
  const files = { "panel.tsx": panel, "show.tsx": show, "row.tsx": row, "actions.ts": actions };
  expect(predicted({ ...layout, "app/page.tsx": page, ...files })).toEqual([
    "actions.ts remove",
    "show.tsx show",
  ]);
});

test("what an unused declaration does, a file that no route leads to, and a Client Component that nobody renders predict nothing", () => {
  const panel = `"use client";\nimport { save } from "./actions.ts";\nimport { Row } from "./row.tsx";\nconst unused = () => <Row action={save} />;\nexport const Panel = () => null;`;
  const row = `"use client";\nimport { remove } from "./actions.ts";\nexport const Row = () => <form action={remove} />;`;
  const stray = `import { save } from "./actions.ts";\nawait save();`;
  const files = { "panel.tsx": panel, "row.tsx": row, "stray.ts": stray, "actions.ts": actions };
  expect(predicted({ ...layout, "app/page.tsx": page, ...files })).toEqual([]);
});

test("the inline actions of a page are none of them: the entry loads its file anyway", () => {
  const inline = `export default () => <form action={async () => { "use server"; }} />;`;
  expect(predicted({ ...layout, "app/page.tsx": inline })).toEqual([]);
});
