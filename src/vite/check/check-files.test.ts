import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { buildRouteTable } from "../../routing/index.ts";
import { checkFiles } from "./check-files.ts";

const made: string[] = [];

afterEach(async () => {
  await Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true })));
});

async function check(
  files: Readonly<Record<string, string | Uint8Array>>,
  more: readonly string[] = [],
  { isPiece = true } = {},
): Promise<string[]> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "edict-check-")));
  made.push(root);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const sources = [...Object.keys(files), ...more];
  const routes = buildRouteTable(sources.filter((path) => path.startsWith("app/")));
  const settings = { docsUrl: undefined, rules: {}, isPiece };
  const found = await checkFiles({ root, sources, ...routes, ...settings });
  return found.map(({ diagnostic, source }) => {
    const line = source.split(/\r\n|\n/)[diagnostic.line - 1] ?? "";
    return `${diagnostic.code} ${diagnostic.file}: ${line}`;
  });
}

const page = 'import { save } from "./actions";\nexport default () => <form action={save} />;\n';
const plain = "export async function save() {}\n";

test("reads the files of an app and gives each finding the text of its file", async () => {
  expect(await check({ "app/page.tsx": page, "app/actions.ts": plain })).toEqual([
    "function-passed-to-client app/page.tsx: export default () => <form action={save} />;",
  ]);
});

test("a file that is gone by the time it is read is none", async () => {
  expect(await check({ "app/page.tsx": page }, ["app/actions.ts"])).toEqual([]);
});

test("a byte order mark, line ends of Windows and broken UTF-8 move no finding", async () => {
  const windows = `\uFEFF${page.replaceAll("\n", "\r\n")}`;
  const broken = Buffer.concat([Buffer.from("// \xff\xfe\n", "latin1"), Buffer.from(plain)]);
  expect(await check({ "app/page.tsx": windows, "app/actions.ts": broken })).toEqual([
    "function-passed-to-client app/page.tsx: export default () => <form action={save} />;",
  ]);
});

test("what an app lacks is told, and what a piece of one lacks is not", async () => {
  const files = {
    "app/page.tsx": 'import "./gone";\nimport "next/og";\nexport default () => null;\n',
  };
  const told = [
    'unresolved-import app/page.tsx: import "./gone";',
    'package-not-installed app/page.tsx: import "next/og";',
    "route-incomplete app/page.tsx: export default () => null;",
  ];
  expect(await check(files, [], { isPiece: false })).toEqual(told);
  expect(await check(files, [], { isPiece: true })).toEqual([]);
});
