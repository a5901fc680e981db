import { expect, test } from "vitest";
import { checkFilesOf, findingsOf } from "../../../test/compiler/app-of-files.ts";

const layout = "export default ({ children }) => children;\n";
const page = "export default function Page() {\n  return null;\n}\n";

test("two pages of one URL are told at the second, at what it exports", async () => {
  const files = {
    "app/layout.tsx": layout,
    "app/(a)/x/page.tsx": page,
    "app/(b)/x/page.tsx": page,
  };
  const [found, ...more] = await checkFilesOf(files, { isWhole: true });
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    code: "route-conflict",
    severity: "error",
    file: "app/(b)/x/page.tsx",
    line: 1,
    column: 1,
    message: "app/(a)/x/page.tsx and app/(b)/x/page.tsx are both the page of /x.",
    hint: "Move or delete one of them.",
    docs: "node_modules/edict/docs/errors/route-conflict.mdx",
  });
});

test("a handler beside a page is marked at its method, a warning is one", async () => {
  const route = "const text = 1;\nexport function GET() {\n  return new Response(text);\n}\n";
  const files = {
    "app/layout.tsx": layout,
    "app/page.tsx": page,
    "app/route.ts": route,
    "app/x/robots.ts": page,
  };
  expect(await findingsOf(files, { isWhole: true })).toEqual([
    "route-conflict app/route.ts: GET",
    "route-file-ignored app/x/robots.ts: export default function Page()",
  ]);
});

test("an error of the routes stands, whatever rules and comments say; a warning does not", async () => {
  const silenced = `// edict-ignore route-conflict: on purpose\n${page}`;
  const files = {
    "app/layout.tsx": layout,
    "app/(a)/x/page.tsx": page,
    "app/(b)/x/page.tsx": silenced,
    "app/x/robots.ts": page,
  };
  const rules = { "route-conflict": "off", "route-file-ignored": "off" } as const;
  const found = await checkFilesOf(files, { isWhole: true, rules });
  expect(found.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
    "error route-conflict",
  ]);
});

test("what has no text is told without one: an empty app, a file that does not parse", async () => {
  expect(await checkFilesOf({ "lib/a.ts": "" }, { isWhole: true })).toMatchObject([
    { code: "route-incomplete", file: "app", line: 1, column: 1 },
  ]);
  const files = { "app/page.tsx": "export default (" };
  const codes = (await checkFilesOf(files, { isWhole: true })).map(({ code }) => code);
  expect(codes).toEqual(["syntax-error", "route-incomplete"]);
});
