import { expect, test } from "vitest";
import { findingsOf } from "../../../test/compiler/app-of-files.ts";

const layout = "export default ({ children }) => children;\n";

test("every spelling of an import of what is not there is marked, and none of what is", async () => {
  const page = [
    'import { a } from "../lib/there";',
    'import { b } from "../lib/gone";',
    'import type { C } from "../lib/types";',
    'import { type D } from "../lib/more-types";',
    'export { e } from "@/lib/handed-on";',
    'import "./effects";',
    'import react from "react";',
    'const later = () => import("./later");',
    "const other = async () => {",
    '  try { return await import("./optional"); } catch { return undefined; }',
    "};",
    "export default function Page(p: C & D) { return [a, b, later, other, react, p]; }",
  ].join("\n");
  const files = {
    "app/layout.tsx": layout,
    "app/page.tsx": page,
    "lib/there.ts": "export const a = 1;\n",
  };
  expect(await findingsOf(files, { isWhole: true })).toEqual([
    'unresolved-import app/page.tsx: "../lib/gone"',
    'unresolved-import app/page.tsx: "@/lib/handed-on"',
    'unresolved-import app/page.tsx: "./effects"',
    'unresolved-import app/page.tsx: "./later"',
  ]);
});

test("a file that no route reaches may import what it likes", async () => {
  const page = "export default () => null;\n";
  const files = { "app/layout.tsx": layout, "app/page.tsx": page, "old/a.ts": 'import "./gone";' };
  expect(await findingsOf(files, { isWhole: true })).toEqual([]);
});
