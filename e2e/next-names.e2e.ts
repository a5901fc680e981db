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

  test("a font is fetched once, and shown in what is set in it", async () => {
    const { page, problems } = await browser.open();
    await visit(page, `${app().url}/names`);
    const family = await page
      .getByRole("heading")
      .evaluate((heading) => getComputedStyle(heading).fontFamily.split(",")[0] ?? "");
    expect(family).toMatch(/^"?abel_/);
    await expect
      .poll(() => page.evaluate((name) => document.fonts.check(`16px ${name}`, "Names"), family))
      .toBe(true);
    const fetched = await page.evaluate(() =>
      performance.getEntriesByType("resource").filter(({ name }) => name.includes(".woff2")),
    );
    expect(fetched).toHaveLength(1);
    expect(problems).toEqual([]);
  });

  test("what stands in for a font takes its room", async () => {
    const { page } = await browser.open();
    await visit(page, `${app().url}/names`);
    const widths = await page.getByRole("heading").evaluate(async (heading) => {
      const [own = "", standIn = ""] = getComputedStyle(heading).fontFamily.split(/, */);
      const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
      const rule = rules.find(
        (each) => each.cssText.includes(standIn) && each.cssText.includes("local"),
      );
      // This machine has a font of the same widths as Arial, under a name of its own.
      const style = document.createElement("style");
      style.textContent = (rule?.cssText ?? "")
        .replace(standIn, "trial")
        .replace(/local\([^)]*\)/, "local('Liberation Sans')");
      const line = document.createElement("span");
      line.textContent = "the quick brown fox jumps over a lazy dog while nobody looks";
      line.style.cssText = "position: absolute; white-space: nowrap; font-size: 40px";
      document.head.append(style);
      document.body.append(line);
      const widthIn = async (family: string): Promise<number> => {
        await document.fonts.load(`40px ${family}`);
        line.style.fontFamily = family;
        return line.getBoundingClientRect().width;
      };
      return {
        own: await widthIn(own),
        standIn: await widthIn("trial"),
        plain: await widthIn("'Liberation Sans'"),
      };
    });
    expect(Math.abs(widths.standIn / widths.own - 1)).toBeLessThan(0.04);
    expect(Math.abs(widths.plain / widths.own - 1)).toBeGreaterThan(0.1);
  });
});
