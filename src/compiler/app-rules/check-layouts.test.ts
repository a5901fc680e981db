import { expect, test } from "vitest";
import { findingsOf } from "../../../test/compiler/app-of-files.ts";

const found = (layout: string, path = "app/x/layout.tsx"): Promise<string[]> =>
  findingsOf({ [path]: layout });

test.each([
  ["without properties", "export default function L() { return <main />; }", "function L()"],
  [
    "that takes children and leaves them",
    "export default function L({ children }) { return <main />; }",
    "function L({ children })",
  ],
  [
    "that reads only its params",
    "export default async (props) => <p>{(await props.params).id}</p>;",
    "async (props) =>",
  ],
  [
    "that takes only its params",
    "const L = async ({ params }) => <p>{(await params).id}</p>;\nexport default L;",
    "async ({ params }) =>",
  ],
])("a layout %s is marked", async (_, layout, marked) => {
  expect(await found(layout)).toEqual([`layout-without-children app/x/layout.tsx: ${marked}`]);
});

test.each([
  ["that renders them", "export default ({ children }) => <main>{children}</main>;"],
  [
    "that renders them under another name",
    "export default ({ children: page }) => <main>{page}</main>;",
  ],
  ["that reads them of its properties", "export default (props) => <main>{props.children}</main>;"],
  [
    "that takes its properties apart later",
    "export default (props) => { const { children } = props; return <p>{children}</p>; };",
  ],
  ["that passes its properties on", "export default (props) => <Shell {...props} />;"],
  ["that passes the rest on", "export default ({ params, ...rest }) => <Shell {...rest} />;"],
  ["that shows a slot", "export default ({ team }) => <main>{team}</main>;"],
  ["that only redirects", "export default function L() { redirect('/'); }"],
  ["that another function makes", "export default withShell(() => <main />);"],
  [
    "that reads its arguments",
    "export default function L() { return <p>{arguments[0].children}</p>; }",
  ],
])("a layout %s is left alone", async (_, layout) => {
  expect(await found(layout)).toEqual([]);
});

test("a component of that name elsewhere is no layout", async () => {
  const component = "export default () => <main />;";
  expect(await found(component, "components/layout.tsx")).toEqual([]);
});
