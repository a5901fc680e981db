import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { onApp } from "./apps.ts";
import { useBrowser, visit } from "./browser.ts";
import { press } from "./forum-visitors.ts";

const browser = useBrowser();
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const secret = "a secret of these stories";

function env(): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "edict-seeds-"));
  folders.push(folder);
  return { SEEDS_DATA: folder, SEEDS_WEBHOOK_SECRET: secret };
}

onApp("an app of Next", "examples/from-next", { smoke: true, env }, (app, mode) => {
  const open = async (path: string, options: BrowserContextOptions = {}) => {
    const opened = await browser.open(options);
    if (options.javaScriptEnabled === false) await opened.page.goto(app().url + path);
    else await visit(opened.page, app().url + path);
    return opened;
  };
  const signIn = async (page: Page, name: string): Promise<void> => {
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Passphrase").fill("sow-it-in-may");
    await page.locator("main").getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Sign out" }).waitFor();
  };
  // The first page in development waits for its dependencies to be prepared, longer than a browser would.
  const warmUp = async (): Promise<void> => {
    if (mode === "development") await (await fetch(`${app().url}/login`)).text();
  };
  const heading = (page: Page, name: string): Promise<void> =>
    page.getByRole("heading", { name }).waitFor();

  // In development one walk with JavaScript shows that the app runs there; in production every story is told both ways.
  for (const javaScriptEnabled of mode === "production" ? [true, false] : [true]) {
    const how = javaScriptEnabled ? "with JavaScript" : "without JavaScript";

    test(`a guarded page asks for a sign-in, and an offer is made, changed and withdrawn, ${how}`, async () => {
      await warmUp();
      const { page, problems } = await open("/offers/new", { javaScriptEnabled });
      expect(new URL(page.url()).search).toBe("?next=%2Foffers%2Fnew");
      await page.getByLabel("Name").fill("Juniper");
      await page.getByLabel("Passphrase").fill("not this one");
      await page.locator("main").getByRole("button", { name: "Sign in" }).click();
      await page.getByText("This name and passphrase do not fit together.").waitFor();
      expect(await page.getByLabel("Name").inputValue()).toBe("Juniper");
      await signIn(page, "Juniper");
      await heading(page, "Offer a seed");

      await page.getByLabel("Name").fill("x");
      await page.getByLabel("Kind").selectOption("squash");
      await page.getByLabel("Packets").fill("none");
      await press(page, "Offer it");
      await page.getByText("A name has two letters at least.").waitFor();
      await page.getByText("How many packets?").waitFor();
      expect(await page.getByLabel("Kind").inputValue()).toBe("squash");
      const name = `Moon ${how} ${mode}`;
      await page.getByLabel("Name").fill(name);
      await page.getByLabel("Packets").fill("7");
      await press(page, "Offer it");
      await heading(page, name);
      const { pathname } = new URL(page.url());
      expect(pathname).toMatch(/^\/seeds\/\d+$/);

      await page.getByRole("link", { name: "Change" }).click();
      await heading(page, `Change ${name}`);
      await page.getByLabel("Packets").fill("8");
      await press(page, "Save");
      await page.getByText("8 packets left").waitFor();
      await page.getByRole("link", { name: "Seeds", exact: true }).click();
      await heading(page, "Seeds to share");
      await page.getByRole("listitem").filter({ hasText: name }).getByText("8 packets").waitFor();

      await page.getByRole("link", { name: "My shelf" }).click();
      const line = page.getByRole("listitem").filter({ hasText: name });
      await line.getByRole("button", { name: "Withdraw" }).click();
      await line.waitFor({ state: "detached" });
      await page.goto(app().url + pathname);
      await heading(page, "Not in the drawers");
      await press(page, "Sign out");
      await page.getByRole("link", { name: "Sign in" }).waitFor();
      expect(problems.filter((problem) => !problem.includes("404"))).toEqual([]);
    }, 120_000);
  }

  if (mode === "development") return;

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? "with JavaScript" : "without JavaScript";

    test(`a file of seeds is read, a wrong one explained, ${how}`, async () => {
      const { page } = await open("/login", { javaScriptEnabled });
      await signIn(page, "Moss");
      const send = async (text: string): Promise<void> => {
        const buffer = Buffer.from(text);
        await page
          .getByLabel("A file of name,kind,packets")
          .setInputFiles({ name: "seeds.csv", mimeType: "text/csv", buffer });
        await press(page, "Import");
      };
      await send("Rocket,salad,3\nOnly a name\n");
      await page.getByText("Line 2 is not name,kind,packets.").waitFor();
      await send(`Rocket ${how},salad,3\nIceberg,salad,2\n`);
      await page.getByText("2 added.").waitFor();
      await page.getByRole("link", { name: `Rocket ${how}` }).waitFor();
    });

    test(`the search is a visit, ${how}`, async () => {
      const { page } = await open("/", { javaScriptEnabled });
      let documents = 0;
      page.on("request", (request) => (documents += request.isNavigationRequest() ? 1 : 0));
      await page.getByLabel("Name or kind").fill("toma");
      await press(page, "Search");
      await page.waitForURL(`${app().url}/?q=toma`);
      await page.getByRole("link", { name: "Painted Lady" }).waitFor({ state: "detached" });
      await page.getByRole("link", { name: "Black Krim" }).waitFor();
      expect(documents).toBe(javaScriptEnabled ? 0 : 1);
    });
  }

  test("what only JavaScript does: a call by a button, a wish that shows at once, an error in its boundary", async () => {
    const { page } = await open("/login");
    await signIn(page, "Juniper");
    await page.goto(`${app().url}/seeds/2`);
    await press(page, "Take a packet");
    await page.getByText("One is on its way to you.").waitFor();
    await page.getByText("3 packets left").waitFor();
    await page.getByRole("button", { name: "♡ 0 wishes" }).click();
    await page.getByRole("button", { name: "♥ 1 wishes" }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "♥ 1 wishes" }).waitFor();
    await page.goto(`${app().url}/seeds/2/edit`);
    await heading(page, "Not yours");
    await page.getByRole("link", { name: "My shelf" }).click();
    await press(page, "Ask for its stock");
    await heading(page, "The shelf is stuck");
    await press(page, "Back to the shelf");
    await heading(page, "My shelf");
  });

  test("the handlers answer programs: a list, a stream, a signed delivery", async () => {
    const list = await fetch(`${app().url}/api/seeds?q=pea`);
    expect(await list.json()).toMatchObject([{ name: "Telegraph", kind: "pea", packets: 9 }]);
    const lines = await fetch(`${app().url}/api/seeds/export`);
    expect(lines.headers.get("content-disposition")).toContain("seeds.csv");
    expect(await lines.text()).toContain("Telegraph,pea,9\n");
    const refused = await fetch(`${app().url}/api/seeds`, { method: "POST", body: "{}" });
    expect([refused.status, await refused.json()]).toEqual([401, { error: "sign in" }]);

    const body = JSON.stringify({ seed: 3, packets: 5 });
    const deliver = async (signature: string): Promise<number> => {
      const headers = { "x-signature": signature };
      const url = `${app().url}/api/webhooks/stock`;
      return (await fetch(url, { method: "POST", body, headers })).status;
    };
    expect(await deliver("00")).toBe(401);
    expect(await deliver(createHmac("sha256", secret).update(body).digest("hex"))).toBe(204);
    const html = await (await fetch(`${app().url}/seeds/3`)).text();
    expect(html.replaceAll("<!-- -->", "")).toContain("14 packets left");
  });

  test("a guarded page is guarded under every spelling", async () => {
    for (const path of ["/offers/new", "//offers/new", "/offers/./new", "/%6fffers/new"]) {
      const answer = await fetch(app().url + path);
      expect(new URL(answer.url).pathname + new URL(answer.url).search).toBe(
        "/login?next=%2Foffers%2Fnew",
      );
    }
  });
});
