import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { onApp, storiesApp } from "./apps.ts";
import { hydrated, useBrowser, visit } from "./browser.ts";

const browser = useBrowser();

onApp("links, and calls beside navigations", storiesApp, { smoke: false }, (app, mode) => {
  const open = async (path: string) => {
    const opened = await browser.open();
    await visit(opened.page, app().url + path);
    return opened;
  };

  // What an earlier story opened, or an earlier try of this one, would hold nothing.
  beforeEach(async () => {
    await fetch(`${app().url}/api/gates/all`, { method: "DELETE" });
  });

  /** Lets what waits on the server go on. */
  const openGate = async (name: string): Promise<void> => {
    await fetch(`${app().url}/api/gates/${name}`, { method: "POST" });
  };
  const countOn = async (page: Page): Promise<number> =>
    Number(await page.getByTestId("count").textContent());
  const countIs = (page: Page, count: number): Promise<void> =>
    page
      .getByTestId("count")
      .filter({ hasText: new RegExp(`^${count}$`) })
      .waitFor();

  test("a slow action does not hold a navigation, and refreshes the page that the visitor is on by then", async () => {
    const { page, problems } = await open("/held");
    const before = await countOn(page);
    await page.getByRole("button", { name: "increment behind the gate" }).click();
    await page.getByTestId("pending").filter({ hasText: "pending" }).waitFor();
    await page.getByRole("link", { name: "Counter" }).click();
    await page.getByRole("heading", { name: "Counter" }).waitFor();
    expect(await countOn(page)).toBe(before);
    await openGate("refresh");
    await countIs(page, before + 1);
    expect(new URL(page.url()).pathname).toBe("/counter");
    expect(problems).toEqual([]);
  });

  test("an action does not hold or undo a slow navigation, which shows what the action changed", async () => {
    const { page, problems } = await open("/held");
    const before = await countOn(page);
    await page.getByRole("link", { name: "behind a gate" }).click();
    await page.getByRole("button", { name: "increment at once" }).click();
    await page
      .getByTestId("returned")
      .filter({ hasText: String(before + 1) })
      .waitFor();
    await openGate("navigation");
    await page.getByRole("heading", { name: "Behind navigation" }).waitFor();
    await countIs(page, before + 1);
    expect(new URL(page.url()).pathname).toBe("/held/navigation");
    expect(problems).toEqual([]);
  });

  test("an action that ends while a page is still coming is done, and the page shows what it changed", async () => {
    const { page, problems } = await open("/held");
    const before = await countOn(page);
    await page.getByRole("button", { name: "increment behind the gate" }).click();
    await page.getByTestId("pending").filter({ hasText: "pending" }).waitFor();
    const begun = page.waitForResponse((answer) => answer.url().endsWith("/held/navigation"));
    await page.getByRole("link", { name: "behind a gate" }).click();
    await begun;
    // Its first part is on its way to the router.
    await page.waitForTimeout(300);
    await openGate("refresh");
    await page
      .getByTestId("returned")
      .filter({ hasText: String(before + 1) })
      .waitFor();
    await openGate("navigation");
    await page.getByRole("heading", { name: "Behind navigation" }).waitFor();
    await countIs(page, before + 1);
    expect(problems).toEqual([]);
  });

  test("back shows no page from before a change", async () => {
    const { page } = await open("/held");
    const before = await countOn(page);
    await page.getByRole("link", { name: "Counter" }).click();
    await page.getByRole("heading", { name: "Counter" }).waitFor();
    await page.getByRole("button", { name: "revalidate" }).click();
    await countIs(page, before + 1);
    await page.goBack();
    await page.getByRole("heading", { name: "Held" }).waitFor();
    await countIs(page, before + 1);
  });

  test("a link tells while it is under way, and one that is followed meanwhile wins", async () => {
    const { page } = await open("/links");
    await page.getByRole("link", { name: "slow" }).click();
    await page.getByTestId("status").filter({ hasText: "pending" }).waitFor();
    await page.getByRole("link", { name: "Counter" }).click();
    await page.getByRole("heading", { name: "Counter" }).waitFor();
    await openGate("status");
    await page.waitForTimeout(100);
    expect(new URL(page.url()).pathname).toBe("/counter");
  });

  test("links replace, keep the position, lead to a hash and leave it to the browser, as they are told", async () => {
    const { page } = await open("/links");
    const link = (name: string) =>
      // Clicked where it is: Playwright would scroll to it first.
      page.getByRole("link", { name, exact: true }).evaluate((one: HTMLElement) => one.click());
    const scrollY = (): Promise<number> => page.evaluate(() => window.scrollY);
    await page.evaluate(() => window.scrollTo(0, 500));
    await link("keep the position");
    await page.getByTestId("search").filter({ hasText: "kept=1" }).waitFor();
    expect(await scrollY()).toBe(500);
    await link("to the top");
    await page.getByTestId("search").filter({ hasText: "top=1" }).waitFor();
    await expect.poll(scrollY).toBe(0);
    await link("down");
    await expect.poll(scrollY).toBeGreaterThan(1000);
    expect(new URL(page.url()).hash).toBe("#below");
    await link("down there");
    await page.getByRole("heading", { name: "Page A" }).waitFor();
    await expect.poll(scrollY).toBeGreaterThan(1000);
    await page.goBack();
    await page.getByRole("heading", { name: "Links" }).waitFor();
    await link("replace");
    await page.getByRole("heading", { name: "Page B" }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { name: "Links" }).waitFor();
    expect(new URL(page.url()).search).toBe("?top=1");
  });

  test("a click that is meant for the browser is left to it", async () => {
    const { page } = await open("/links");
    const link = (name: string) => page.getByRole("link", { name, exact: true });
    const opened = async (click: () => Promise<void>): Promise<string> => {
      const [popup] = await Promise.all([page.context().waitForEvent("page"), click()]);
      await popup.waitForLoadState();
      const { pathname } = new URL(popup.url());
      await popup.close();
      return pathname;
    };
    expect(await opened(() => link("another window").click())).toBe("/nav/b");
    expect(await opened(() => link("hover").click({ modifiers: ["Control"] }))).toBe(
      "/items/hover",
    );
    expect(new URL(page.url()).pathname).toBe("/links");
    const [download] = await Promise.all([page.waitForEvent("download"), link("download").click()]);
    expect(download.suggestedFilename()).toBe("note.txt");
    await link("a file").click();
    await page.waitForURL("**/note.txt");
    expect(await page.locator("body").textContent()).toContain("a public file");
    await page.goBack();
    await hydrated(page);
    await link("another origin").click();
    await page.waitForURL("http://127.0.0.1:*/nav/b");
  });

  test("pages are fetched ahead when their link is seen, hovered or asked for, and then not again", async () => {
    if (mode === "development") return;
    const { page } = await open("/links");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.getByRole("link", { name: "never ahead" }).hover();
    await page.getByRole("link", { name: "hover" }).hover();
    await expect.poll(() => asked).toEqual(["/items/hover"]);
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await expect.poll(() => asked).toEqual(["/items/hover", "/items/seen"]);
    await page.getByRole("button", { name: "prefetch" }).click();
    await expect.poll(() => asked).toContain("/items/ahead");
    await page.getByRole("button", { name: "push ahead" }).click();
    await page.getByRole("heading", { name: "Item ahead" }).waitFor();
    expect(asked).toEqual(["/items/hover", "/items/seen", "/items/ahead"]);
  });

  test("a form visits its page softly, with its fields and its button as the search", async () => {
    const { page } = await open("/links");
    let documents = 0;
    page.on("request", (request) => (documents += request.isNavigationRequest() ? 1 : 0));
    await page.getByLabel("query").fill("a b");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByTestId("search").filter({ hasText: "q=a+b&sort=new" }).waitFor();
    expect(documents).toBe(0);
    expect(await page.getByLabel("query").inputValue()).toBe("a b");
  });

  test("code pushes, replaces, goes back and forward, and layouts know where the page is", async () => {
    const { page } = await open("/links");
    await page.getByRole("button", { name: "push", exact: true }).click();
    await page.getByRole("heading", { name: "Item pushed" }).waitFor();
    expect(await page.getByTestId("place").textContent()).toBe('pushed {"id":"pushed"}');
    await page.goBack();
    await page.getByRole("heading", { name: "Links" }).waitFor();
    await page.getByRole("button", { name: "forward" }).click();
    await page.getByRole("heading", { name: "Item pushed" }).waitFor();
    await page.goBack();
    await page.getByRole("button", { name: "replace by code" }).click();
    await page.getByRole("heading", { name: "Item replaced" }).waitFor();
    expect(await page.evaluate(() => history.length)).toBe(3);
  });

  /** Where a redirect of an action leads from `/redirects`, and how many documents were loaded for it. */
  const redirected = async (target: string, button = "Go there") => {
    const { page } = await open("/redirects");
    let documents = 0;
    page.on("request", (request) => (documents += request.isNavigationRequest() ? 1 : 0));
    const before = await page.evaluate(() => history.length);
    await page.getByLabel("target").fill(target);
    await page.getByRole("button", { name: button }).click();
    await page.waitForURL((url) => url.pathname + url.search + url.hash !== "/redirects");
    const entries = (await page.evaluate(() => history.length)) - before;
    return { page, documents, entries };
  };

  test.each([
    ["a path", "/items/7?from=action", "Item 7", 0],
    ["a path from where it is", "items/8", "Item 8", 0],
    ["an address of the app", "OWN/items/9", "Item 9", 0],
    ["a hash", "/nav/a#bottom", "Page A", 0],
    ["a page that does not exist", "/no/such/page", "Nothing here", 0],
    ["a page that calls notFound", "/items/gone", "Nothing here", 0],
    ["a page that the proxy sends on", "/proxied/gone", "Page B", 0],
    ["a page that the proxy shows elsewhere", "/proxied/shown", "Behind the proxy", 0],
    ["another origin", "OTHER/nav/b", "Page B", 1],
  ])("a redirect of an action leads to %s", async (_what, target, heading, expected) => {
    const own = app().url;
    const other = own.replace("localhost", "127.0.0.1");
    const { page, documents } = await redirected(
      target.replace("OWN", own).replace("OTHER", other),
    );
    await page.getByRole("heading", { name: heading }).waitFor();
    expect(documents).toBe(expected);
  });

  test("a redirect to a file or a handler loads it", async () => {
    const { page } = await redirected("/api/echo?q=1");
    await page.getByText('{"query":"1"').waitFor();
  });

  test("a redirect of an action is a new entry of the history, or takes the place of the last one", async () => {
    const pushed = await redirected("?arrived=yes");
    await pushed.page.getByTestId("arrived").filter({ hasText: "yes" }).waitFor();
    expect([pushed.documents, pushed.entries]).toEqual([0, 1]);
    await pushed.page.goBack();
    await pushed.page.getByTestId("arrived").filter({ hasText: "no" }).waitFor();
    const replaced = await redirected("?arrived=yes", "Go in place");
    await replaced.page.getByTestId("arrived").filter({ hasText: "yes" }).waitFor();
    expect([replaced.documents, replaced.entries]).toEqual([0, 0]);
  });

  /** Opens the shelf, where what the page fetches can be read. */
  const openShelf = async () => {
    const opened = await browser.open();
    await opened.page.addInitScript(() => {
      const fetched: Promise<string>[] = [];
      const send = fetch;
      const watched: typeof fetch = async (...asked) => {
        const answer = await send(...asked);
        fetched.push(answer.clone().text());
        return answer;
      };
      Object.assign(globalThis, { fetched, fetch: watched });
    });
    await visit(opened.page, `${app().url}/shelf`);
    return opened;
  };
  /** Clicks until the browser tells how its segments look, which it finds out when it is idle; gives the body of the answer. */
  const clickWatched = async (page: Page, name: string): Promise<string> => {
    for (let tries = 0; tries < 20; tries++) {
      const asked = page.waitForRequest((request) => request.method() === "POST");
      const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
      await page.getByRole("button", { name }).click();
      const { "edict-prints": prints } = (await asked).headers();
      await answered;
      const body = await page.evaluate<string>("fetched.at(-1)");
      if (prints !== undefined) return body;
      await page.waitForTimeout(100);
    }
    throw new Error("the browser never told how its segments look");
  };
  const books = async (page: Page): Promise<number> =>
    Number(/books (\d+)/.exec(await page.getByText("On the shelf").innerText())?.[1]);
  const booksAre = (page: Page, count: number): Promise<void> =>
    page.getByText(`On the shelf: books ${count}`, { exact: true }).waitFor();

  // In development Flight carries what React tells its tools as well: it is not compared, and everything is sent.
  if (mode === "development") return;

  test("an answer carries only the segments that changed; the others keep what they are", async () => {
    const { page, problems } = await openShelf();
    await page.getByRole("button", { name: "layout 0" }).click();
    await page.getByRole("button", { name: "page 0" }).click();
    await page.evaluate(() => {
      const isLoading = () => document.querySelector("[data-testid=loading]") !== null;
      new MutationObserver(() => {
        if (isLoading()) Object.assign(window, { flashed: true });
      }).observe(document, { childList: true, subtree: true });
      const heading = document.querySelector("h1");
      Object.assign(window, { isSame: () => heading === document.querySelector("h1") });
    });
    const changed = await clickWatched(page, "other books");
    const count = Number(/books (\d+)/.exec(changed)?.[1]);
    await booksAre(page, count);
    for (const around of ["Around the shelf", "Counter"]) expect(changed).not.toContain(around);
    const other = await clickWatched(page, "other sign");
    expect(other).not.toContain("On the shelf");
    expect(other).not.toContain("Counter");
    const sign = /sign \d+/.exec(other)?.[0];
    await page.getByText(`Around the shelf: ${sign}`, { exact: true }).waitFor();
    await booksAre(page, count);
    for (const name of ["layout 1", "page 1"])
      expect(await page.getByRole("button", { name, exact: true }).count()).toBe(1);
    expect(await page.evaluate(() => "flashed" in window)).toBe(false);
    expect(await page.evaluate("isSame()")).toBe(true);
    expect(problems).toEqual([]);
  });

  test("what another tab changed is fetched, and nothing else of the page", async () => {
    const { page, problems } = await openShelf();
    await clickWatched(page, "other sign");
    const second = await page.context().newPage();
    await visit(second, `${app().url}/shelf`);
    const before = await books(second);
    await second.getByRole("button", { name: "other books" }).click();
    await booksAre(second, before + 1);
    await booksAre(page, before + 1);
    const body = await page.evaluate<string>("fetched.at(-1)");
    expect(body).toContain(`books ${before + 1}`);
    expect(body).not.toContain("Around the shelf");
    expect(problems).toEqual([]);
  });
});
