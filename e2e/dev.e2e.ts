import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Page, Response } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, onTestFailed, test } from "vitest";
import { copyApp, storiesApp } from "./apps.ts";
import { hydrated, useBrowser, visit } from "./browser.ts";
import { runApp, type RunningApp } from "./run-app.ts";

const root = resolve(import.meta.dirname, "..");
const browser = useBrowser();
const folder = copyApp(storiesApp);
const opened = new Set<Page>();
let running: RunningApp | undefined;

/** Files that stories change and that no other page knows. */
const added: Readonly<Record<string, string>> = {
  "actions/word.actions.ts": `"use server";
export async function word(): Promise<string> { return "first word"; }`,
  "components/word-button.tsx": `"use client";
import { useState } from "react";
import { word } from "@/actions/word.actions";
export function WordButton() {
  const [text, setText] = useState("");
  const [asked, setAsked] = useState(0);
  const ask = async () => {
    setAsked((times) => times + 1);
    setText(await word());
  };
  return <><button onClick={ask}>ask</button><output>{text}</output><p data-testid="asked">{asked}</p></>;
}`,
  "app/settings/page.tsx": `export const dynamic = "force-dynamic";
export default function Page() {
  return <main><h1>Settings</h1><p>{process.env.NEXT_PUBLIC_WORD ?? "unset"} {process.env.HIDDEN_WORD ?? "unset"}</p></main>;
}`,
  "app/words/page.tsx": `import { Typing } from "@/components/typing";
import { WordButton } from "@/components/word-button";
export default function Page() {
  return <main><h1>Words</h1><Typing /><WordButton /></main>;
}`,
};

beforeAll(async () => {
  for (const [file, text] of Object.entries(added)) write(file, text);
  running = await runApp({ dir: relative(root, folder), mode: "development" });
});

afterAll(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

afterEach(async () => {
  await Promise.all(Array.from(opened, leave));
  opened.clear();
});

/** Leaves the app: a context that is closed while its page is loaded again may never say that it is closed. */
async function leave(page: Page): Promise<void> {
  await go(page, "about:blank");
}

/** Loads an address. What the server reloads in the same moment would end that. */
async function go(page: Page, to: string): Promise<Response | null> {
  for (let tries = 1; ; tries++)
    try {
      return await page.goto(to);
    } catch (error) {
      // It was loaded again in this moment, which does not happen thrice.
      if (tries === 3) throw error;
    }
}

function url(path: string): string {
  if (running === undefined) throw new Error("edict dev did not start");
  return running.url + path;
}

/** Writes a file as editors do: whole at once, never seen empty. */
function write(file: string, text: string): void {
  const next = join(folder, ".edict/next");
  for (const path of [next, join(folder, file)]) mkdirSync(dirname(path), { recursive: true });
  writeFileSync(next, text);
  renameSync(next, join(folder, file));
}

/** Makes a mistake in a file of the app; gives the way back, which the stories that follow need where this one fails. */
function spoil(file: string, from: string, to: string): () => void {
  const mend = edit(file, from, to);
  onTestFailed(mend);
  return mend;
}

/** Replaces text in a file of the app; gives the way back. */
function edit(file: string, from: string, to: string): () => void {
  const text = readFileSync(join(folder, file), "utf8");
  if (!text.includes(from)) throw new Error(`${file} does not say ${from}`);
  write(file, text.replaceAll(from, to));
  return () => write(file, text);
}

/** Opens a page that would tell if it was loaded again. */
async function open(path: string): Promise<Page> {
  const { page } = await browser.open();
  opened.add(page);
  await visit(page, url(path));
  await page.evaluate(() => (document.body.dataset["loaded"] = "once"));
  return page;
}

async function expectNoReload(page: Page): Promise<void> {
  expect(await page.locator("body[data-loaded=once]").count()).toBe(1);
}

/** Statuses of the calls a page makes from now on. */
function statusesOfPosts(page: Page): number[] {
  const statuses: number[] = [];
  page.on("response", (answer) => {
    if (answer.request().method() === "POST") statuses.push(answer.status());
  });
  return statuses;
}

/** Presses the button and gives what the page shows once the action answered. */
async function ask(page: Page): Promise<string | null> {
  const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
  await page.getByRole("button", { name: /^ask/ }).click();
  await answered;
  return page.locator("output").textContent();
}

/** What Vite's overlay says. */
async function overlayText(page: Page): Promise<string> {
  const overlay = page.locator("vite-error-overlay");
  await overlay.waitFor({ state: "attached" });
  const parts = [".message-body", ".file", ".frame"].map((part) =>
    overlay.locator(part).first().textContent(),
  );
  return (await Promise.all(parts)).join("\n");
}

test("the text of a server component changes in place, and what was typed stays", async () => {
  const page = await open("/nav/a");
  await page.getByLabel("kept").fill("typed");
  edit("app/nav/a/page.tsx", "Page A", "Page A, changed");
  await page.getByRole("heading", { name: "Page A, changed" }).waitFor();
  expect(await page.getByLabel("kept").inputValue()).toBe("typed");
  await expectNoReload(page);
});

test("a client component changes in place and keeps its state", async () => {
  const page = await open("/words");
  await page.getByLabel("kept").fill("typed");
  edit("components/typing.tsx", "<label>", "<label><b>new part</b>");
  await page.getByText("new part").waitFor();
  expect(await page.getByLabel("kept").inputValue()).toBe("typed");
  await expectNoReload(page);
});

test("the next call runs the new body of an action", async () => {
  const page = await open("/words");
  const statuses = statusesOfPosts(page);
  await page.getByLabel("kept").fill("typed");
  await ask(page);
  await page.getByText("first word").waitFor();
  edit("actions/word.actions.ts", "first word", "second word");
  await expect.poll(() => ask(page), { timeout: 20_000 }).toBe("second word");
  expect(await page.getByLabel("kept").inputValue()).toBe("typed");
  expect(await page.getByTestId("asked").textContent()).toBe(String(statuses.length));
  expect(new Set(statuses)).toEqual(new Set([200]));
  await expectNoReload(page);
  expect(running?.output()).toMatch(/word\(\) returned in [\d.]+ ms  actions\/word\.actions\.ts:2/);
});

test("an inline action keeps working when its body and the lines above it change", async () => {
  const page = await open("/inline");
  const statuses = statusesOfPosts(page);
  const file = "app/inline/page.tsx";
  const text = readFileSync(join(folder, file), "utf8")
    .replace("export const metadata", "// One more line.\nexport const metadata")
    .replace("return `${prefix}", "return `called-${prefix}")
    .replace("<h1>Inline</h1>", "<h1>Inline, changed</h1>");
  write(file, text);
  // Its id names the source it was compiled from, so the page must be the new one.
  await page.getByRole("heading", { name: "Inline, changed" }).waitFor();
  await page.getByRole("button", { name: "call x" }).click();
  await page.getByText("called-x-sent-20").waitFor();
  expect(statuses).toEqual([200]);
  await expectNoReload(page);
});

test("a page that fails for an import of an action that is gone comes back when it is mended", async () => {
  const page = await open("/words");
  await ask(page);
  const loaded = await page.evaluate(() => performance.timeOrigin);
  const file = "actions/word.actions.ts";
  const mend = spoil(file, "function word()", "function renamed()");
  await page.getByRole("button", { name: "ask" }).waitFor({ state: "detached" });
  mend();
  await page.getByRole("button", { name: "ask" }).waitFor();
  expect(await ask(page)).toBe("second word");
  expect(await page.evaluate(() => performance.timeOrigin)).toBe(loaded);
});

test("an action file moves with its imports, and the next call finds it", async () => {
  const page = await open("/words");
  const statuses = statusesOfPosts(page);
  const button = readFileSync(join(folder, "components/word-button.tsx"), "utf8");
  const actions = readFileSync(join(folder, "actions/word.actions.ts"), "utf8");
  write("actions/moved.actions.ts", actions.replace(' word"', ' word, moved"'));
  write(
    "components/word-button.tsx",
    button.replace("word.actions", "moved.actions").replace(">ask<", ">ask the moved one<"),
  );
  rmSync(join(folder, "actions/word.actions.ts"));
  const moved = page.getByRole("button", { name: "ask the moved one" });
  await moved.waitFor();
  // Vite loads the page again for the file that is gone, at a moment of its own.
  const shown = async (): Promise<string | null> => {
    await moved.click();
    return page.locator("output").textContent();
  };
  await expect.poll(shown, { timeout: 10_000 }).toContain("moved");
  expect(new Set(statuses)).toEqual(new Set([200]));
});

test("styles change in place", async () => {
  const page = await open("/styles");
  const colour = (selector: string) => () =>
    page.locator(selector).evaluate((element) => getComputedStyle(element).color);
  edit("app/styles/styles.module.css", "rgb(10, 20, 30)", "rgb(11, 22, 33)");
  await expect.poll(colour("h1"), { timeout: 20_000 }).toBe("rgb(11, 22, 33)");
  edit("components/badge.module.css", "rgb(40, 50, 60)", "rgb(44, 55, 66)");
  await expect.poll(colour("[data-testid=badge]"), { timeout: 20_000 }).toBe("rgb(44, 55, 66)");
  await expectNoReload(page);
  await visit(page, url("/styles"));
  expect(await colour("h1")()).toBe("rgb(11, 22, 33)");
});

test("a page that is added can be visited, and one that is removed is 404", async () => {
  const status = async (): Promise<number> => (await fetch(url("/new-page"))).status;
  expect(await status()).toBe(404);
  write("app/new-page/page.tsx", "export default () => <h1>A new page</h1>;");
  await expect.poll(status, { timeout: 20_000 }).toBe(200);
  const page = await open("/new-page");
  await page.getByRole("heading", { name: "A new page" }).waitFor();
  rmSync(join(folder, "app/new-page"), { recursive: true });
  await expect.poll(status, { timeout: 20_000 }).toBe(404);
});

test("a page with a syntax error is named with its frame, and comes back when mended", async () => {
  const page = await open("/counter");
  const mend = spoil("app/counter/page.tsx", "<h1>Counter</h1>", "<h1>Counter</h2>");
  await page.locator("vite-error-overlay").waitFor({ state: "attached" });
  const answer = await go(page, url("/counter"));
  expect(answer?.status()).toBe(500);
  const said = await overlayText(page);
  expect(said).toContain("app/counter/page.tsx");
  expect(said).toContain("<h1>Counter</h2>");
  mend();
  await page.getByRole("heading", { name: "Counter" }).waitFor();
  expect(await page.locator("vite-error-overlay").count()).toBe(0);
});

test("pages beside a broken one keep answering", async () => {
  // Vite keeps an error for the next browser that comes, unless one is there to see it.
  await open("/nav/b");
  expect((await fetch(url("/counter"))).status).toBe(200);
  const mend = spoil("app/counter/page.tsx", "<h1>Counter</h1>", "<h1>Counter</h2>");
  await expect.poll(async () => (await fetch(url("/counter"))).status).toBe(500);
  expect((await fetch(url("/nav/b"))).status).toBe(200);
  mend();
  await expect.poll(async () => (await fetch(url("/counter"))).status).toBe(200);
});

test("a value exported from a file of actions is named by its code until it is gone", async () => {
  const page = await open("/forms");
  const text = "export async function echo(";
  const mend = spoil("actions/story.actions.ts", text, `export const limit = 5;\n${text}`);
  await page.locator("vite-error-overlay").waitFor({ state: "attached" });
  for (const reload of [false, true]) {
    if (reload) expect((await go(page, url("/forms")))?.status()).toBe(500);
    const said = await overlayText(page);
    expect(said).toContain("/_edict/errors/invalid-use-server-value");
    expect(said).toContain("actions/story.actions.ts");
    expect(said).toContain("export const limit = 5;");
  }
  mend();
  await page.getByRole("heading", { name: "Forms" }).waitFor();
  const form = page.getByRole("form", { name: "greet" });
  await hydrated(page);
  await form.getByLabel("name").fill("Ada");
  await form.getByRole("button").click();
  await page.getByText("Hello Ada").waitFor();
  expect(await page.locator("vite-error-overlay").count()).toBe(0);
});

test("a mistake that two files make together is shown over the page, also of who comes later, until it is mended", async () => {
  const page = await open("/words");
  const mend = spoil("app/words/page.tsx", "<WordButton />", "<WordButton onPress={() => 1} />");
  await page.locator("vite-error-overlay").waitFor({ state: "attached" });
  const later = await open("/nav/b");
  for (const each of [page, later]) {
    const said = await overlayText(each);
    expect(said).toContain("`onPress`");
    expect(said).toContain("/_edict/errors/function-passed-to-client");
    expect(said).toContain("app/words/page.tsx");
  }
  mend();
  await expect.poll(() => page.locator("vite-error-overlay").count()).toBe(0);
  await expect.poll(() => later.locator("vite-error-overlay").count()).toBe(0);
});

test("a route handler and the proxy that are edited answer as they stand", async () => {
  const said = async (path: string): Promise<string> => (await fetch(url(path))).text();
  expect(await said("/api/echo?q=1")).toContain('"query":"1"');
  edit("app/api/echo/route.ts", "query: request", "asked: request");
  await expect.poll(() => said("/api/echo?q=1"), { timeout: 20_000 }).toContain('"asked":"1"');
  const sentTo = async (): Promise<string> => {
    const answer = await fetch(url("/proxied/gone"), { redirect: "manual" });
    return new URL(answer.headers.get("location") ?? "", answer.url).pathname;
  };
  expect(await sentTo()).toBe("/nav/b");
  edit("proxy.ts", 'new URL("/nav/b"', 'new URL("/items/moved"');
  await expect.poll(sentTo, { timeout: 10_000 }).toBe("/items/moved");
});

test("a layout changes in place, and what was typed below stays", async () => {
  const page = await open("/nav/a");
  await page.getByLabel("kept").fill("typed");
  edit("app/nav/layout.tsx", "<section>", '<section title="changed">');
  await page.getByTitle("changed").waitFor();
  expect(await page.getByLabel("kept").inputValue()).toBe("typed");
  await expectNoReload(page);
});

test("what is read at the start is read anew: variables, then the configuration, and a wrong one changes nothing", async () => {
  const said = (): string => running?.output() ?? "";
  // While the server starts anew nobody answers.
  const shown = async (): Promise<string> => {
    const answer = await fetch(url("/settings")).catch(() => undefined);
    return (await answer?.text())?.replaceAll("<!-- -->", "") ?? "";
  };
  const shows = (text: string): Promise<void> =>
    expect.poll(shown, { timeout: 90_000 }).toContain(`<p>${text}</p>`);
  await shows("unset unset");
  write(".env", "NEXT_PUBLIC_WORD=seen\nHIDDEN_WORD=one\n");
  await shows("seen one");
  write("edict.config.ts", "export default { serverActions: { dispatch: 'seriel' } };");
  await expect.poll(said, { timeout: 30_000 }).toContain("The server goes on as it was");
  expect(said()).toContain('serverActions.dispatch is "seriel"');
  await shows("seen one");
  write(".env", "HIDDEN_WORD=two\n");
  write("edict.config.ts", "export default { serverActions: { dispatch: 'serial' } };");
  await shows("unset two");
  expect(said()).toContain("edict.config.ts changed. Starting anew.");
}, 300_000);

test("the page of the calls shows a call when it is made, and is not loaded again", async () => {
  const { page: list, problems } = await browser.open();
  opened.add(list);
  await list.goto(url("/_edict/"));
  await list.evaluate(() => (document.body.dataset["loaded"] = "once"));
  const calls = list.getByRole("row", {
    name: /^\d\d:\d\d:\d\d word actions\/\w+\.actions\.ts:\d+ returned /,
  });
  const before = await calls.count();
  await ask(await open("/words"));
  await expect.poll(() => calls.count(), { timeout: 10_000 }).toBe(before + 1);
  await list.getByRole("table", { name: "Routes" }).getByText("/words", { exact: true }).waitFor();
  await expectNoReload(list);
  expect(problems).toEqual([]);
});

test("the page of a code is served beside the app", async () => {
  const answer = await fetch(url("/_edict/errors/invalid-use-server-value"));
  expect([answer.status, answer.headers.get("content-type")]).toEqual([
    200,
    "text/html; charset=utf-8",
  ]);
  expect(await answer.text()).toContain("Why This Error Occurred");
  expect((await fetch(url("/_edict/errors/no-such-code"))).status).toBe(404);
});
