import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { useBrowser, type OpenPage } from "./browser.ts";
import { finishProgram, runProgram, type RunningApp } from "./run-app.ts";
import { freePort } from "../test/free-port.ts";

const dir = "examples/spa";
const vite = resolve(import.meta.dirname, "../node_modules/vite/bin/vite.js");
const root = resolve(import.meta.dirname, "..");
// Beside the other apps of tests, where this repository's packages resolve: its files are edited.
const copy = mkdtempSync(join(root, "test/fixtures/apps/tmp-spa-"));
const actionsFile = join(copy, "src/tools.actions.ts");
const browser = useBrowser();

beforeAll(async () => {
  await finishProgram([vite, "build"], dir);
  for (const name of ["index.html", "package.json", "src", "vite.config.ts"])
    cpSync(join(root, dir, name), join(copy, name), { recursive: true });
});
afterAll(() => rmSync(copy, { recursive: true, force: true, maxRetries: 3 }));

describe.each(["production", "development"] as const)("an app of the browser alone, %s", (mode) => {
  const folder = mkdtempSync(join(tmpdir(), "edict-spa-"));
  let app: RunningApp;
  beforeAll(async () => {
    const port = await freePort();
    const args =
      mode === "production"
        ? ["dist-server/server.js"]
        : [vite, "--port", String(port), "--strictPort"];
    app = await runProgram({
      args,
      port,
      dir: mode === "production" ? dir : relative(root, copy),
      env: { PORT: String(port), SHED_DATA: join(folder, "data"), NO_COLOR: "1" },
    });
    // The first call waits for a new database, and in development for its modules.
    const { page } = await browser.open();
    await page.goto(app.url);
    await row(page, "Pipe wrench").waitFor({ timeout: 60_000 });
    await page.context().close();
  }, 120_000);
  afterAll(async () => {
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  const open = async (path = "/"): Promise<OpenPage> => {
    const opened = await browser.open();
    await opened.page.goto(app.url + path);
    return opened;
  };

  test("an action gives its value, and another one changes what it gives", async () => {
    const { page, problems } = await open();
    const drill = row(page, "Cordless drill");
    await drill.getByRole("button", { name: "In the shed", pressed: false }).click();
    await drill.getByRole("button", { name: "Lent", pressed: true }).waitFor();
    await page.locator("li[aria-busy=true]").waitFor({ state: "detached" });
    await page.reload();
    await drill.getByRole("button", { name: "Lent", pressed: true }).waitFor();
    expect(problems).toEqual([]);
  });

  test("a form keeps what was typed, and goes where the action redirects", async () => {
    const { page, problems } = await open("/new");
    await page.evaluate(() => (document.body.dataset["kept"] = "yes"));
    await page.getByLabel("Tool").fill("Wheelbarrow");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByText("Whose is it?").waitFor();
    expect(await page.getByLabel("Tool").inputValue()).toBe("Wheelbarrow");
    await page.getByLabel("Owner").fill("Number 9");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await row(page, "Wheelbarrow").waitFor();
    expect(new URL(page.url()).pathname).toBe("/");
    // The app's own router went there: the document is the same.
    expect(await page.locator("body[data-kept=yes]").count()).toBe(1);
    expect(problems).toEqual([]);
  });

  test("an action that came back knows what it was made with", async () => {
    const { page, problems } = await open();
    await page.getByRole("button", { name: "Remove Long ladder" }).click();
    await page.getByText("Long ladder is gone.").waitFor();
    await row(page, "Long ladder").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await row(page, "Long ladder").waitFor();
    expect(problems).toEqual([]);
  });

  test("another tab hears of a change", async () => {
    const { page } = await open();
    const other = await page.context().newPage();
    await other.goto(app.url);
    await row(other, "Pipe wrench").waitFor();
    await page.bringToFront();
    await row(page, "Pipe wrench").getByRole("button", { name: "Lent", pressed: true }).click();
    await other.bringToFront();
    await row(other, "Pipe wrench").getByRole("button", { name: "In the shed" }).waitFor();
  });

  test("a call is answered at its endpoint only, and for this origin only", async () => {
    const { page } = await open();
    const sent = page.waitForRequest((request) => request.method() === "POST");
    await row(page, "Pipe wrench").getByRole("button", { name: "In the shed" }).click();
    const { url, headers, body } = await sent.then((request) => ({
      url: request.url(),
      headers: request.headers(),
      body: request.postData() ?? "",
    }));
    expect(url).toBe(`${app.url}/_edict/actions`);
    const post = (target: string, origin: string): Promise<Response> =>
      fetch(app.url + target, {
        method: "POST",
        headers: { ...headers, "sec-fetch-site": "same-origin", origin },
        body,
      });
    expect((await post("/_edict/actions", app.url)).status).toBe(200);
    const foreign = await post("/_edict/actions", "https://elsewhere.example");
    expect([foreign.status, foreign.headers.get("edict-error")]).toEqual([403, "ORIGIN"]);
    expect((await post("/", app.url)).status).toBe(404);
    // What the browser asks for there is a page, as everywhere else.
    const looked = await fetch(`${app.url}/_edict/actions`, { headers: { accept: "text/html" } });
    expect(await looked.text()).toContain('id="root"');
  });

  if (mode === "production") {
    test("the page's action of an older build is told apart from one that never was", async () => {
      const { page } = await browser.open();
      const sent = page.waitForRequest((request) => request.method() === "POST");
      await page.goto(app.url);
      const headers: Record<string, string> = {
        ...(await sent).headers(),
        origin: app.url,
        "edict-action": "0".repeat(50),
      };
      const codeOf = async (build: string): Promise<string | null> => {
        const target = `${app.url}/_edict/actions`;
        const answer = await fetch(target, {
          method: "POST",
          headers: { ...headers, "edict-build": build },
          body: "[]",
        });
        return answer.headers.get("edict-error");
      };
      expect(await codeOf(headers["edict-build"] ?? "")).toBe("NOT_FOUND");
      expect(await codeOf("another.1")).toBe("SKEW");
    });

    test("no file of the browser holds anything of an action's module", () => {
      const built = join(root, dir, "dist/assets");
      const text = readdirSync(built).map((file) => readFileSync(join(built, file), "utf8"));
      for (const word of ["drizzle", "onConflictDoNothing", "Which tool is it", "addTool"])
        expect(text.join("\n")).not.toContain(word);
    });
  } else {
    test("an action that is edited runs as it stands, and its mistakes are shown", async () => {
      const before = readFileSync(actionsFile, "utf8");
      onTestFinished(() => save(before));
      const { page } = await open("/new");
      const add = page.getByRole("button", { name: "Add", exact: true });
      await add.click();
      await page.getByText("Whose is it?").waitFor();
      save(before.replace("Whose is it?", "Who owns it?"));
      await expect
        .poll(
          async () => {
            await add.click();
            return page.getByText("Who owns it?").count();
          },
          { timeout: 10_000 },
        )
        .toBe(1);
      save(`${before}\nexport const limit = 3;\n`);
      await page.locator("vite-error-overlay").getByText("limit").first().waitFor();
      save(before);
      await page.locator("vite-error-overlay").waitFor({ state: "detached" });
      // What only the server loads is told where the visitor looks, not in the terminal alone.
      save(`${before}\nthrow new Error("this module never loads");\n`);
      const overlay = page.locator("vite-error-overlay");
      const isTold = async (): Promise<boolean> =>
        (await overlay.getByText("this module never loads").count()) > 0;
      await expect
        .poll(
          async () => {
            if (await isTold()) return true;
            await page.evaluate(() => document.querySelector("vite-error-overlay")?.remove());
            // An overlay that comes before the click lies over the button: that is looked at next time.
            await add.click({ timeout: 2_000 });
            await overlay.waitFor({ state: "attached", timeout: 2_000 });
            return isTold();
          },
          { timeout: 20_000 },
        )
        .toBe(true);
    }, 60_000);
  }
});

/** Writes the actions as editors do: never a file that is half there. */
function save(text: string): void {
  const next = join(copy, "next.tmp");
  writeFileSync(next, text);
  renameSync(next, actionsFile);
}

function row(page: Page, name: string) {
  return page.getByRole("listitem").filter({ hasText: name });
}
