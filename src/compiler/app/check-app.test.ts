import { expect, test } from "vitest";
import { checkFilesOf, findingsOf } from "../../../test/compiler/app-of-files.ts";
import { createAnalysisCache } from "./analysis-cache.ts";
import { checkApp } from "./check-app.ts";

const app = {
  "app/page.tsx": 'import { Box } from "./box";\nexport default () => <Box run={() => 1} />;\n',
  "app/box.tsx": '"use client";\nexport const Box = ({ run }) => <p>{String(run)}</p>;\n',
};

test("files without a directive are checked, on their own and together", async () => {
  expect(
    await findingsOf({
      ...app,
      "lib/a.ts": "// edict-ignore unused-action\nexport const a = 1;\n",
    }),
  ).toEqual([
    "function-passed-to-client app/page.tsx: run={() => 1}",
    "ineffective-ignore lib/a.ts: // edict-ignore unused-action",
  ]);
});

test("settings around what is no action are told, where no file has a directive", async () => {
  const code =
    'import { configure } from "edict";\nexport const save = configure({ timeoutSeconds: 5 }, async () => 1);\n';
  expect(await findingsOf({ "lib/save.ts": code })).toEqual([
    "action-settings-invalid lib/save.ts: configure",
  ]);
});

test("what is the same is not read again, and what is gone is forgotten", async () => {
  const cache = createAnalysisCache();
  await checkFilesOf(app, { cache });
  const before = new Map(cache.files);
  const mended = { ...app, "app/page.tsx": app["app/page.tsx"].replace("() => 1", "1") };
  expect(await checkFilesOf(mended, { cache })).toEqual([]);
  expect(cache.files.get("/app/app/box.tsx")).toBe(before.get("/app/app/box.tsx"));
  expect(cache.files.get("/app/app/page.tsx")).not.toBe(before.get("/app/app/page.tsx"));
  await checkFilesOf({ "app/page.tsx": mended["app/page.tsx"] }, { cache });
  expect([...cache.files.keys()]).toEqual(["/app/app/page.tsx"]);
});

test("a change of one file shows in another that is the same", async () => {
  const cache = createAnalysisCache();
  expect(await checkFilesOf(app, { cache })).toHaveLength(1);
  const box = app["app/box.tsx"].replace('"use client";\n', "");
  expect(await checkFilesOf({ ...app, "app/box.tsx": box }, { cache })).toEqual([]);
});

test("a file that does not parse is told where it may hold actions or a route leads to it", async () => {
  const broken = "export const = 1;\n";
  expect(await findingsOf({ ...app, "app/box.tsx": broken })).toEqual([
    "syntax-error app/box.tsx: =",
  ]);
  expect(await findingsOf({ "scripts/old.js": broken })).toEqual([]);
  expect(await findingsOf({ "app/actions.ts": `"use server";\n${broken}` })).toHaveLength(1);
});

test("whoever shares the process gets a turn after each file that is read", async () => {
  const turns: string[] = [];
  const files = [
    { file: "/app/a.ts", code: "export {};" },
    { file: "/app/b.ts", code: "export {};" },
  ];
  const cache = createAnalysisCache();
  const input = {
    root: "/app",
    files,
    cache,
    resolve: () => undefined,
    pause: (file: string) => Promise.resolve(void turns.push(file)),
  };
  await checkApp(input);
  await checkApp(input);
  expect(turns).toEqual(["/app/a.ts", "/app/b.ts"]);
});

test("whatever order a cache was filled in, findings name the same files", async () => {
  const ways = {
    "app/panel.tsx": '"use client";\nimport "./both";\nexport const Panel = () => null;\n',
    "app/both.ts": 'import "./first";\nimport "./second";\n',
    "app/first.ts": 'import "server-only";\n',
    "app/second.ts": 'import "server-only";\n',
  };
  const cache = createAnalysisCache();
  const found = await checkFilesOf(ways, { cache });
  expect(found.map(({ message }) => message).join()).toContain("app/first.ts");
  const turned = createAnalysisCache();
  for (const [file, analysis] of [...cache.files].toReversed()) turned.files.set(file, analysis);
  expect(await checkFilesOf(ways, { cache: turned })).toEqual(found);
});
