import { expect, test } from "vitest";
import { onApp, storiesApp } from "./apps.ts";
import { hydrated, useBrowser, visit } from "./browser.ts";

const browser = useBrowser();

onApp("navigation", storiesApp, { smoke: true }, (app, mode, testOnce) => {
  const open = async (path: string) => {
    const opened = await browser.open();
    await visit(opened.page, app().url + path);
    return opened;
  };

  test("a soft navigation keeps the shared layout, its state and its markup", async () => {
    const { page, problems } = await open("/nav/a");
    await page.getByLabel("kept").fill("still here");
    const rendered = await page.getByTestId("layout-rendered").textContent();
    await page.getByRole("link", { name: "B", exact: true }).click();
    await page.getByRole("heading", { name: "Page B" }).waitFor();
    expect(await page.getByLabel("kept").inputValue()).toBe("still here");
    expect(await page.getByTestId("layout-rendered").textContent()).toBe(rendered);
    expect(await page.getByTestId("path").textContent()).toBe("/nav/b");
    expect(await page.title()).toBe("B | Stories");
    await page.goBack();
    await page.getByRole("heading", { name: "Page A" }).waitFor();
    expect(await page.getByLabel("kept").inputValue()).toBe("still here");
    await page.goForward();
    await page.getByRole("heading", { name: "Page B" }).waitFor();
    expect(problems).toEqual([]);
  });

  testOnce("going back restores the scroll position, going on starts at the top", async () => {
    const { page } = await open("/nav/a");
    await page.evaluate(() => window.scrollTo(0, 1200));
    await page
      .getByRole("link", { name: "B", exact: true })
      .evaluate((link: HTMLElement) => link.click());
    await page.getByRole("heading", { name: "Page B" }).waitFor();
    await page.waitForFunction(() => window.scrollY === 0);
    await page.goBack();
    await page.getByRole("heading", { name: "Page A" }).waitFor();
    await page.waitForFunction(() => Math.abs(window.scrollY - 1200) < 5);
  });

  test("a redirect brings the target's page in the same answer", async () => {
    const { page } = await open("/redirects");
    const requests: string[] = [];
    page.on("request", (request) => {
      if (request.resourceType() === "fetch" || request.isNavigationRequest())
        requests.push(`${request.method()} ${new URL(request.url()).pathname}`);
    });
    await page.getByRole("button", { name: "Go by form" }).click();
    await page.getByRole("heading", { name: "Item 5" }).waitFor();
    expect(await page.getByTestId("from").textContent()).toBe("form");
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/items/5?from=form");
    expect(requests).toEqual(["POST /redirects"]);
    await page.goBack();
    await page.getByRole("heading", { name: "Redirects" }).waitFor();
  });

  testOnce("a redirect from a call in a transition navigates", async () => {
    const { page, problems } = await open("/redirects");
    await page.getByRole("button", { name: "Go by call" }).click();
    await page.getByRole("heading", { name: "Item 6" }).waitFor();
    expect(problems).toEqual([]);
  });

  testOnce("a redirect to a page that redirects ends at the last one", async () => {
    const { page } = await open("/redirects");
    await page.getByRole("button", { name: "Go to a page that redirects" }).click();
    await page.getByRole("heading", { name: "Item login" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/items/login");
  });

  testOnce("a cookie set before a redirect is seen by the target", async () => {
    const { page } = await open("/redirects");
    await page.getByRole("button", { name: "Set and go" }).click();
    await page.getByTestId("arrived").filter({ hasText: "yes" }).waitFor();
    expect(await page.getByTestId("flavour").textContent()).toBe("oat");
  });

  testOnce("a cookie written by an action shows on the page it renders", async () => {
    const { page } = await open("/redirects");
    await page.getByLabel("flavour name").fill("rye");
    await page.getByRole("button", { name: "Set flavour" }).click();
    await page.getByTestId("flavour").filter({ hasText: "rye" }).waitFor();
  });

  testOnce("without JavaScript a redirect is a 303", async () => {
    const { page } = await browser.open({ javaScriptEnabled: false });
    await page.goto(`${app().url}/redirects`);
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByRole("button", { name: "Go by form" }).click();
    await page.getByRole("heading", { name: "Item 5" }).waitFor();
    expect((await answered).status()).toBe(303);
  });

  test("loading is shown until a slow page arrives", async () => {
    const { page } = await browser.open();
    await page.goto(`${app().url}/streams`, { waitUntil: "commit" });
    await page.getByTestId("loading").waitFor();
    await page.getByTestId("slow").waitFor();
    await hydrated(page);
    expect(await page.getByTestId("loading").count()).toBe(0);
  });

  test("catch-alls, groups, public files and handlers answer", async () => {
    const { page } = await browser.open();
    await page.goto(`${app().url}/files/a/b%20c`);
    await page.getByRole("heading", { name: "a > b c" }).waitFor();
    await page.goto(`${app().url}/grouped`);
    await page.getByRole("heading", { name: "Grouped" }).waitFor();
    expect(await (await fetch(`${app().url}/note.txt`)).text()).toBe("a public file\n");
    expect(
      await (
        await fetch(`${app().url}/api/echo?q=1`, { headers: { cookie: "flavour=oat" } })
      ).json(),
    ).toEqual({
      query: "1",
      flavour: "oat",
    });
    expect(
      await (await fetch(`${app().url}/api/echo`, { method: "POST", body: "raw" })).text(),
    ).toBe("raw");
  });

  test("styles of server and client components apply before any script runs", async () => {
    const { page } = await browser.open({ javaScriptEnabled: false });
    await page.goto(`${app().url}/styles`);
    const colour = (selector: string) =>
      page.locator(selector).evaluate((element) => getComputedStyle(element).color);
    if (mode === "production") {
      expect(await colour("[data-testid=badge]")).toBe("rgb(40, 50, 60)");
    }
    expect(await colour("h1")).toBe("rgb(10, 20, 30)");
    await page.goto(`${app().url}/`);
    expect(await colour(".from-global")).toBe("rgb(1, 2, 3)");
  });

  test("hydration finds what the server wrote", async () => {
    for (const path of [
      "/",
      "/arguments",
      "/forms",
      "/inline",
      "/counter",
      "/nav/a?x=1",
      "/styles",
      "/streams",
    ]) {
      const { page, problems } = await open(path);
      await page.waitForTimeout(50);
      expect(problems, path).toEqual([]);
    }
  });
});
