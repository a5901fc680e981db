import { randomBytes } from "node:crypto";
import { relative } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { makeApp, removeApp } from "../test/vite/small-app.ts";
import { useBrowser, visit } from "./browser.ts";
import { startCuttingProxy, type CuttingProxy } from "./cutting-proxy.ts";
import { buildExample, runApp, type RunningApp } from "./run-app.ts";

type Version = "old" | "new";

const browser = useBrowser();
const apps: Partial<Record<Version, RunningApp>> = {};
const roots: string[] = [];
const held: { proxy?: CuttingProxy } = {};
const site = (): string => `http://localhost:${held.proxy?.port ?? expect.unreachable()}`;

/** One app at two times: `save` and `rename` take something more in the new one, `archive` is gone, `ping` is as it was. */
function filesOf(version: Version): Record<string, string> {
  const isNew = version === "new";
  return {
    "app/layout.tsx": `export default function Layout({ children }: { children: React.ReactNode }) {
      return <html lang="en"><body>{children}</body></html>;
    }`,
    "app/page.tsx": `import { Notes } from "../notes";
      export const dynamic = "force-dynamic";
      export default function Page() {
        return <main><h1>${version} build</h1><Notes /></main>;
      }`,
    "actions.ts": `"use server";
      const saved: string[] = [];
      export async function save(_previous: string, data: FormData${isNew ? ", place?: string" : ""}): Promise<string> {
        saved.push(String(data.get("title")));
        return \`${version} \${String(data.get("title"))} \${String(data.get("text"))} \${String(data.get("kind"))} \${String(data.get("parent"))} \${saved.length}\`;
      }
      export async function rename(name: string${isNew ? ", place?: string" : ""}): Promise<string> { return name; }
      export async function ping(): Promise<string> { return "pong of ${version}"; }
      ${isNew ? "" : 'export async function archive(data: FormData): Promise<string> { return String(data.get("reason")); }'}`,
    "notes.tsx": `"use client";
      import { useActionState, useState } from "react";
      import { isActionError } from "edict/client";
      import { ${isNew ? "" : "archive, "}ping, rename, save } from "./actions";
      export function Notes() {
        const [state, action] = useActionState(save, "nothing saved");
        const [draft, setDraft] = useState("");
        const [shown, show] = useState("");
        const tell = async (work: () => Promise<unknown>) => {
          try { show(String(await work())); }
          catch (error) { show(isActionError(error) ? error.code + " " + error.message : String(error)); }
        };
        return <>
          <form action={action} aria-label="note">
            <input type="hidden" name="parent" value="p1" />
            <input name="title" aria-label="title" />
            <textarea name="text" aria-label="text" />
            <select name="kind" aria-label="kind"><option>idea</option><option>task</option></select>
            <button>Save</button>
          </form>
          <p data-testid="saved">{state}</p>
          <input aria-label="draft" value={draft} onChange={(event) => setDraft(event.target.value)} />
          <p data-testid="draft">{draft}</p>
          <input type="password" aria-label="secret" />
          <button onClick={() => tell(() => rename("x"))}>Rename</button>
          <button onClick={() => tell(ping)}>Ping</button>
          ${isNew ? "" : '<form action={(data) => tell(() => archive(data))}><input name="reason" aria-label="reason" /><button>Archive</button></form>'}
          <p data-testid="shown">{shown}</p>
        </>;
      }`,
  };
}

const serve = (version: Version): void =>
  held.proxy?.aim(Number(new URL(apps[version]?.url ?? expect.unreachable()).port));

beforeAll(async () => {
  held.proxy = await startCuttingProxy();
  const env = {
    EDICT_ID_SECRET: randomBytes(32).toString("base64"),
    EDICT_KEYS: `k1:${randomBytes(32).toString("base64")}`,
    EDICT_ORIGINS: site(),
  };
  const start = async (version: Version): Promise<void> => {
    const root = await makeApp(filesOf(version));
    roots.push(root);
    const dir = relative(process.cwd(), root);
    await buildExample(dir, env);
    apps[version] = await runApp({ dir, mode: "production", env });
  };
  await start("old");
  await start("new");
}, 120_000);
afterAll(async () => {
  await held.proxy?.close();
  await Promise.all(Object.values(apps).map((app) => app.stop()));
  await Promise.all(roots.map(removeApp));
});
beforeEach(() => serve("old"));

const openNotes = async () => {
  const opened = await browser.open();
  await visit(opened.page, `${site()}/`);
  await opened.page.getByRole("heading", { name: "old build" }).waitFor();
  return opened;
};

test("a form whose action changed with a deploy is sent once by the new page, and what was typed is kept", async () => {
  const { page, problems } = await openNotes();
  await page.getByLabel("title").fill("Bread");
  await page.getByLabel("text").fill("two loaves");
  await page.getByLabel("kind").selectOption("task");
  await page.getByLabel("draft").fill("half a thought");
  await page.getByLabel("secret").fill("never written down");
  serve("new");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "new build" }).waitFor();
  await page.getByTestId("saved").filter({ hasText: "new Bread two loaves task p1 1" }).waitFor();
  expect(await page.getByTestId("draft").textContent()).toBe("half a thought");
  expect(await page.getByLabel("secret").inputValue()).toBe("");
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  expect(problems.filter((problem) => !problem.includes("409"))).toEqual([]);
});

test("a call that no form made is refused, typed, and a reload brings back what was typed", async () => {
  const { page } = await openNotes();
  await page.getByLabel("title").fill("Cake");
  await page.getByLabel("draft").fill("another thought");
  serve("new");
  await page.getByRole("button", { name: "Rename" }).click();
  await page
    .getByTestId("shown")
    .filter({ hasText: /^SKEW .*Load it again/ })
    .waitFor();
  expect(await page.getByLabel("title").inputValue()).toBe("Cake");
  await page.reload();
  await page.getByRole("heading", { name: "new build" }).waitFor();
  await page.getByTestId("draft").filter({ hasText: "another thought" }).waitFor();
  expect(await page.getByLabel("title").inputValue()).toBe("Cake");
  expect(await page.getByTestId("saved").textContent()).toBe("nothing saved");
});

test("a form whose action is gone is refused, typed, and stays as it is", async () => {
  const { page } = await openNotes();
  await page.getByLabel("reason").fill("old");
  serve("new");
  await page.getByRole("button", { name: "Archive" }).click();
  await page.getByTestId("shown").filter({ hasText: /^SKEW/ }).waitFor();
  await page.getByRole("heading", { name: "old build" }).waitFor();
});

test("an action that did not change runs on the new build, and the page stays", async () => {
  const { page } = await openNotes();
  serve("new");
  await page.getByRole("button", { name: "Ping" }).click();
  await page.getByTestId("shown").filter({ hasText: "pong of new" }).waitFor();
  await page.getByRole("heading", { name: "old build" }).waitFor();
});
