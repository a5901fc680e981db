import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { onApp, storiesApp } from "./apps.ts";
import { useBrowser, visit } from "./browser.ts";

const browser = useBrowser();

onApp("the names of Next", storiesApp, { smoke: false }, (app) => {
  const ran = (page: Page): Promise<string[]> =>
    page.evaluate(() => (window as { ran?: string[] }).ran ?? []);

  test("scripts run once each: early ones before React, the others after", async () => {
    const { page, problems } = await browser.open();
    await visit(page, `${app().url}/names?q=tea`);
    await expect.poll(() => ran(page)).toHaveLength(4);
    const [first, ...others] = await ran(page);
    expect(first).toBe("early");
    expect(others.toSorted()).toEqual(["idle hydrated", "inline", "usual hydrated"]);
    await page.getByRole("link", { name: "other" }).click();
    await page.getByRole("heading", { name: "Another page" }).waitFor();
    await page.getByRole("link", { name: "names" }).click();
    await page.getByRole("heading", { name: "Names of Next" }).waitFor();
    await page.getByText("wide, said the browser").waitFor();
    expect(await ran(page)).toHaveLength(4);
    expect(problems).toEqual([]);
  });

  test("a script of a page that the browser makes is loaded there", async () => {
    const { page } = await browser.open();
    await visit(page, `${app().url}/names/other`);
    await page.getByRole("link", { name: "names" }).click();
    await expect
      .poll(async () => (await ran(page)).toSorted())
      .toEqual(["early hydrated", "idle hydrated", "inline", "usual hydrated"]);
  });

  test("what is loaded when it is rendered is in the HTML, unless it is for the browser only", async () => {
    const html = await (await fetch(`${app().url}/names`)).text();
    expect(html).toContain("late from the server: 0");
    expect(html).toContain("measuring");
    expect(html).not.toContain("said the browser");
    // As it comes the browser of the tests says that it is headless: a bot.
    const userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    const { page, problems } = await browser.open({ userAgent });
    await visit(page, `${app().url}/names?q=tea`);
    await page.getByText(/^\d+ wide, said the browser$/).waitFor();
    await page.getByRole("button", { name: "late from the server: 0" }).click();
    await page.getByRole("button", { name: "late from the server: 1" }).waitFor();
    expect(await page.getByTestId("search").textContent()).toBe("q=tea");
    expect(await page.getByTestId("agent").textContent()).toBe("Firefox false");
    expect(problems).toEqual([]);
  });

  test("an image fills its place", async () => {
    const { page } = await browser.open();
    await visit(page, `${app().url}/names`);
    const image = page.getByRole("img", { name: "Mark" });
    expect(await image.boundingBox()).toMatchObject({ width: 80, height: 40 });
    expect(await page.locator('link[rel="preload"][as="image"]').getAttribute("href")).toBe(
      "/mark.svg",
    );
  });
});
