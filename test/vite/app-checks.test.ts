import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  buildSmallApp,
  checkSmallApp,
  makeApp,
  removeApp,
  startSmallApp,
  writeFiles,
  type AppFiles,
} from "./small-app.ts";

const base: AppFiles = {
  "app/layout.tsx":
    "export default function Layout({ children }) {\n  return <html><body>{children}</body></html>;\n}\n",
  "app/page.tsx":
    'import { Panel } from "./panel";\n\nexport default function Page() {\n  return <Panel note="hello" />;\n}\n',
  "app/panel.tsx":
    '"use client";\n\nexport function Panel({ note }) {\n  return <p>{typeof note === "string" ? note : "?"}</p>;\n}\n',
  "app/actions.ts": '"use server";\n\nexport async function forgotten() {}\n',
};
const wrongPage =
  'import { Panel } from "./panel";\n\nexport default function Page() {\n  return <Panel note={() => "hello"} />;\n}\n';

// Commands of their own, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

let root = "";
beforeAll(async () => {
  root = await makeApp(base);
});
afterAll(() => removeApp(root));

test("a build prints each finding of the app once, and goes on with warnings", async () => {
  const { output, code } = await buildSmallApp(root);
  expect(output.split("unused-action\n")).toHaveLength(2);
  expect(output).toContain("app/actions.ts:3:23 warning unused-action");
  expect(code).toBe(0);
});

test("a build of an app with an error that only its modules together show fails before it is bundled", async () => {
  await writeFiles(root, {
    "app/page.tsx": wrongPage,
    "app/values.ts": '"use server";\n\nexport const five = 5;\n',
  });
  const { output, code } = await buildSmallApp(root);
  expect(output.split("error function-passed-to-client")).toHaveLength(2);
  expect(output.split("error invalid-use-server-value")).toHaveLength(2);
  expect(output).not.toContain("scanning");
  expect(output).toContain("The build failed: 2 errors.");
  expect(code).toBe(1);
  await writeFiles(root, { ...base, "app/values.ts": "" });
});

test("a rule of the configuration holds in a build too", async () => {
  await writeFiles(root, {
    "edict.config.mjs": 'export default { rules: { "unused-action": "error" } };\n',
  });
  const { output, code } = await buildSmallApp(root);
  expect(output).toContain("error unused-action");
  expect(code).toBe(1);
  await writeFiles(root, { "edict.config.mjs": "export default {};\n" });
});

test("a large app is read on several threads, and the same is found", async () => {
  const large = await makeApp(base);
  try {
    const files = Array.from({ length: 450 }, (_, at) => [
      `features/f${at}/actions.ts`,
      `"use server";\n\nexport async function never${at}() {}\n`,
    ]);
    await writeFiles(large, Object.fromEntries(files) as AppFiles); // pairs of two texts
    await writeFiles(large, {
      "proxy.ts":
        'import { NextResponse } from "next/server";\n\nexport function proxy(request) {\n  if (!request.cookies.has("s")) return NextResponse.redirect(new URL("/x", request.url));\n  return NextResponse.next();\n}\n',
      "app/page.tsx":
        'import { forgotten } from "./actions";\n\nexport default function Page() {\n  return <form action={forgotten} />;\n}\n',
    });
    const { output, code } = await checkSmallApp(large);
    const found = JSON.parse(output) as { code: string; file: string }[];
    expect(found.filter((each) => each.code === "unused-action")).toHaveLength(450);
    expect(found.filter((each) => each.code !== "unused-action")).toMatchObject([
      { code: "proxy-answers-actions", file: "proxy.ts" },
    ]);
    expect(code).toBe(0);
  } finally {
    await removeApp(large);
  }
});

test("development tells each finding once, after each change only what is new", async () => {
  const server = await startSmallApp(root);
  try {
    await expect.poll(server.output, { timeout: 10_000 }).toContain("warning unused-action");
    await writeFiles(root, { "app/page.tsx": wrongPage });
    await expect
      .poll(server.output, { timeout: 10_000 })
      .toContain("app/page.tsx:4:17 error function-passed-to-client");
    await writeFiles(root, { "app/page.tsx": `// moved\n${wrongPage}` });
    await writeFiles(root, {
      "app/late.ts": '"use server";\n\nexport async function alsoForgotten() {}\n',
    });
    await expect.poll(server.output, { timeout: 10_000 }).toContain("`alsoForgotten`");
    expect(server.output().split("error function-passed-to-client")).toHaveLength(2);
    expect(server.output().split("`forgotten`")).toHaveLength(2 + 1); // message and hint
  } finally {
    await server.stop();
  }
});
