import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { onApp } from "./apps.ts";
import { useBrowser, visit } from "./browser.ts";

const browser = useBrowser();

onApp(
  "an app below /shop, its pages with a slash",
  "test/fixtures/apps/mounted",
  { smoke: true },
  (app) => {
    const open = async (path: string, options: { javaScriptEnabled?: boolean } = {}) => {
      const opened = await browser.open(options);
      if (options.javaScriptEnabled === false) await opened.page.goto(app().url + path);
      else await visit(opened.page, app().url + path);
      return opened;
    };
    const at = (page: { url: () => string }): string => {
      const { pathname, search, hash } = new URL(page.url());
      return pathname + search + hash;
    };

    test("one spelling of each address is answered, and the others lead there", async () => {
      const ask = async (path: string): Promise<[number, string | null]> => {
        const { status, headers } = await fetch(app().url + path, { redirect: "manual" });
        return [status, headers.get("location")];
      };
      expect(await ask("/shop/")).toEqual([200, null]);
      expect(await ask("/shop")).toEqual([308, "/shop/"]);
      expect(await ask("/shop/about?x=1")).toEqual([308, "/shop/about/?x=1"]);
      expect(await ask("/shop/about/")).toEqual([200, null]);
      expect(await ask("/about/")).toEqual([404, null]);
      expect(await ask("/shopping/")).toEqual([404, null]);
      expect(await ask("/shop/old/")).toEqual([307, "/shop/about/?tab=old"]);
      expect(await ask("/shop/moved/")).toEqual([307, "/shop/about/"]);
      expect(await ask("/shop/robots.txt")).toEqual([200, null]);
      expect(await ask("/shop/logo.svg")).toEqual([200, null]);
      expect(await ask("/logo.svg")).toEqual([404, null]);
      const [status, location] = await ask("/shop/guarded/");
      expect([status, new URL(location ?? "", app().url).pathname]).toEqual([307, "/shop/login"]);
      const where = await fetch(`${app().url}/shop/api/where/`);
      expect(await where.json()).toEqual({
        pathname: "/api/where",
        basePath: "/shop",
        href: "/shop/api/where",
      });
    });

    test("links, the router, forms, redirects and styles stay below the path", async () => {
      const { page, problems } = await open("/shop/");
      await page.evaluate(() => Object.assign(window, { stays: true }));
      expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe("rgb(1, 2, 3)");
      expect(await page.getByTestId("path").textContent()).toBe("/");
      expect(await page.getByRole("link", { name: "About" }).getAttribute("href")).toBe(
        "/shop/about/?tab=all#top",
      );
      await page.getByRole("link", { name: "About" }).click();
      await page.getByRole("heading", { name: "About all" }).waitFor();
      expect(at(page)).toBe("/shop/about/?tab=all#top");
      expect(await page.getByTestId("path").textContent()).toBe("/about/");
      await page.getByRole("button", { name: "Push" }).click();
      await page.getByRole("heading", { name: "About pushed" }).waitFor();
      await page.getByRole("link", { name: "Home" }).click();
      await page.getByRole("heading", { name: "Home" }).waitFor();
      expect(at(page)).toBe("/shop/");
      await page.getByRole("button", { name: "Search" }).click();
      await page.getByRole("heading", { name: "About searched" }).waitFor();
      await page.getByRole("link", { name: "Old" }).click();
      await page.getByRole("heading", { name: "About old" }).waitFor();
      expect(at(page)).toBe("/shop/about/?tab=old");
      await page.getByRole("link", { name: "Guarded" }).click();
      await page.getByRole("heading", { name: "login" }).waitFor();
      expect(at(page)).toBe("/shop/login/");
      await page.goBack();
      await page.getByRole("heading", { name: "About old" }).waitFor();
      expect(await page.evaluate(() => "stays" in window)).toBe(true);
      expect(problems).toEqual([]);
    });

    test("actions are called, refresh their page and redirect, all below the path", async () => {
      const { page, problems } = await open("/shop/");
      await page.evaluate(() => Object.assign(window, { stays: true }));
      await countOn(page);
      const posted = page.waitForRequest((request) => request.method() === "POST");
      await page.getByRole("button", { name: "To about" }).click();
      expect(new URL((await posted).url()).pathname).toBe("/shop/");
      await page.getByRole("heading", { name: "About action" }).waitFor();
      expect(at(page)).toBe("/shop/about/?tab=action");
      expect(await page.evaluate(() => "stays" in window)).toBe(true);
      expect(problems).toEqual([]);
    });

    test("a page that was made with the build is written for its visitors too", async () => {
      const { page, problems } = await open("/shop/kept/");
      const link = page.getByRole("link", { name: "Sign in" });
      expect(await link.getAttribute("href")).toBe("/shop/login/");
      expect(await page.getByTestId("path").textContent()).toBe("/kept/");
      await link.click();
      await page.getByRole("heading", { name: "login" }).waitFor();
      expect(at(page)).toBe("/shop/login/");
      expect(problems).toEqual([]);
    });

    test("without JavaScript too", async () => {
      const { page } = await open("/shop/", { javaScriptEnabled: false });
      await countOn(page);
      await page.getByRole("button", { name: "To about" }).click();
      await page.getByRole("heading", { name: "About action" }).waitFor();
      expect(at(page)).toBe("/shop/about/?tab=action");
      await page.getByRole("link", { name: "Home" }).click();
      await page.getByRole("button", { name: "Search" }).click();
      await page.getByRole("heading", { name: "About searched" }).waitFor();
      expect(at(page)).toBe("/shop/about/?tab=searched");
    });
  },
);

/** Presses the button that counts, and waits until the page shows one more. */
async function countOn(page: Page): Promise<void> {
  const count = page.getByTestId("count");
  const before = Number(await count.textContent());
  await page.getByRole("button", { name: "Count" }).click();
  await count.filter({ hasText: String(before + 1) }).waitFor();
}
