import { beforeAll, expect, test } from "vitest";
import {
  inspectedActions,
  startBuiltApp,
  startSmallApp,
  until,
  writeFiles,
  type AppFiles,
} from "./small-app.ts";
import { useBuiltApp } from "./suite-app.ts";

const action = (name: string, returned = `"${name} ran"`, imports = ""): string =>
  `"use server"; ${imports} export async function ${name}() { return ${returned}; }`;
const button = (name: string, file: string): string =>
  `"use client"; import { ${name} } from "${file}";
   export const Button = () => <button onClick={() => ${name}()}>press</button>;`;
const page = (file: string): string =>
  `import { Button } from "${file}"; export default () => <main><Button /></main>;`;

const files: AppFiles = {
  // One file of actions for all, handed on by another one: each route uses one of them.
  "lib/shared.ts": `"use server";
    export async function ask() { return "ask ran"; }
    export async function purge() { return "purge ran"; }`,
  "lib/index.ts": 'export * from "./shared";',
  "app/ask/page.tsx":
    'import { ask } from "../../lib"; export default () => <form action={ask} />;',
  "app/admin/purge/page.tsx":
    'import { purge } from "../../../lib"; export default () => <form action={purge} />;',
  "proxy.ts": `export const config = { matcher: "/admin/:path*" };
    export const proxy = () => new Response("no key", { status: 401 });`,
  "app/layout.tsx": `import { Button } from "./bar";
    export default ({ children }) => <html><head /><body><Button />{children}</body></html>;`,
  "app/bar.tsx": button("everywhere", "./bar-actions"),
  "app/bar-actions.ts": action("everywhere"),
  "app/page.tsx": "export default () => <p>home</p>;",
  "app/admin/page.tsx": page("./button"),
  "app/admin/button.tsx": button("open", "./actions"),
  "app/admin/actions.ts": action("open", "deep", 'import { deep } from "./deep";'),
  "app/admin/deep.ts": action("deep"),
  "app/posts/[id]/page.tsx": page("./button"),
  "app/posts/[id]/button.tsx": button("rename", "./actions"),
  "app/posts/[id]/actions.ts": action("rename"),
  // Found by a pattern: no import says so.
  "app/plugins/page.tsx": `const found = import.meta.glob("./*-panel.tsx", { eager: true });
    export default () => Object.values(found).map(({ Button }, index) => <Button key={index} />);`,
  "app/plugins/mail-panel.tsx": button("mail", "./mail"),
  "app/plugins/mail.ts": action("mail"),
};

const ids = new Map<string, string>();

const built = useBuiltApp(files);

beforeAll(async () => {
  for (const { name, id } of await inspectedActions(built.root)) ids.set(name, id);
});

/** Posts an action to a path and gives the status with what it said. */
async function call(url: string, name: string, path: string): Promise<string> {
  const answer = await fetch(url + path, {
    method: "POST",
    body: "[]",
    headers: {
      origin: url,
      accept: "text/x-component",
      "content-type": "text/plain;charset=utf-8",
      "edict-action": ids.get(name) ?? "none",
    },
  });
  const text = await answer.text();
  const said = /no key|no such action|\w+ ran/.exec(text)?.[0] ?? text;
  return `${answer.status} ${said}`;
}

async function expectOwned(url: string): Promise<void> {
  const expected: [name: string, path: string, answer: string][] = [
    ["everywhere", "/", "200 everywhere ran"],
    ["everywhere", "/posts/5", "200 everywhere ran"],
    ["everywhere", "/nowhere", "200 everywhere ran"],
    ["everywhere", "/admin", "401 no key"],
    ["open", "/", "401 no key"],
    ["deep", "/posts/5", "401 no key"],
    ["ask", "/ask", "200 ask ran"],
    ["ask", "/", "200 ask ran"],
    ["purge", "/ask", "401 no key"],
    ["purge", "/", "401 no key"],
    ["rename", "/posts/5", "200 rename ran"],
    ["rename", "/", "404 no such action"],
    ["mail", "/plugins", "200 mail ran"],
    ["mail", "/", "200 mail ran"],
  ];
  for (const [name, path, answer] of expected)
    expect([name, path, await call(url, name, path)]).toEqual([name, path, answer]);
}

test("actions of a build belong to the routes that reach them", async () => {
  const app = await startBuiltApp(built.root);
  await expectOwned(app.url).finally(app.stop);
}, 60_000);

test("in development they do from the first call on, and follow what is saved", async () => {
  const app = await startSmallApp(built.root);
  try {
    await fetch(`${app.url}/plugins`, { headers: { accept: "text/html" } });
    await expectOwned(app.url);
    await writeFiles(built.root, { "app/page.tsx": page("./admin/button") });
    await until(async () => (await call(app.url, "open", "/")).startsWith("200"));
    await writeFiles(built.root, { "app/page.tsx": "export default () => <p>home</p>;" });
    await until(async () => (await call(app.url, "open", "/")) === "401 no key");
  } finally {
    await app.stop();
  }
}, 60_000);
