import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { onApp } from "./apps.ts";
import { useBrowser, visit } from "./browser.ts";

const browser = useBrowser();

onApp("the dashboard", "examples/dashboard", { smoke: true }, (app, _mode, testOnce) => {
  const open = async (path: string) => {
    const opened = await browser.open();
    await visit(opened.page, app().url + path);
    return opened;
  };
  const dialog = (page: Page) => page.getByRole("dialog");
  const part = (page: Page, name: string) => page.getByRole("region", { name });

  test("an order opens over the list, which stays; going back closes it", async () => {
    const { page, problems } = await open("/orders");
    await page.getByLabel("Filter").fill("kept");
    await page.getByRole("link", { name: "1001 Lindgren & Sons" }).click();
    await dialog(page).getByRole("heading", { name: "Order 1001" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/orders/1001");
    expect(await page.getByLabel("Filter").inputValue()).toBe("kept");
    expect(await page.title()).toBe("Order 1001 in a dialog · Dashboard");
    await dialog(page).getByRole("button", { name: "Close", exact: true }).click();
    await dialog(page).waitFor({ state: "detached" });
    expect(new URL(page.url()).pathname).toBe("/orders");
    expect(await page.getByLabel("Filter").inputValue()).toBe("kept");
    expect(await page.title()).toBe("Orders · Dashboard");
    expect(problems).toEqual([]);
  });

  test("an action in the dialog keeps it open, and shows what it changed in the list below", async () => {
    const { page, problems } = await open("/orders");
    await page.getByLabel("Filter").fill("kept");
    await page.getByRole("link", { name: "1002 Café Mirador" }).click();
    await dialog(page).getByLabel("Note").fill("call back");
    await dialog(page).getByRole("button", { name: "Add note" }).click();
    await dialog(page).getByText("call back").waitFor();
    await page.getByText("1 notes").waitFor();
    expect(await page.getByLabel("Filter").inputValue()).toBe("kept");
    await dialog(page).getByRole("button", { name: "Refresh" }).click();
    await page.waitForLoadState("networkidle");
    expect(await dialog(page).getByText("call back").count()).toBe(1);
    await page.reload();
    await page.getByRole("heading", { name: "Order 1002" }).waitFor();
    expect(await dialog(page).count()).toBe(0);
    expect(await page.getByTestId("notes").textContent()).toBe("call back");
    expect(problems).toEqual([]);
  });

  testOnce(
    "an action that redirects to the list closes the dialog, and shows what it changed",
    async () => {
      const { page, problems } = await open("/orders");
      await page.evaluate(() => Object.assign(window, { stays: true }));
      await page.getByLabel("Filter").fill("kept");
      await page.getByRole("link", { name: "1003 Nordlys" }).click();
      await dialog(page).getByLabel("Note").fill("paid");
      await dialog(page).getByRole("button", { name: "Add and close" }).click();
      await dialog(page).waitFor({ state: "detached" });
      expect(new URL(page.url()).pathname).toBe("/orders");
      await page
        .getByRole("listitem")
        .filter({ hasText: "Nordlys" })
        .getByText("1 notes")
        .waitFor();
      expect(await page.getByLabel("Filter").inputValue()).toBe("kept");
      expect(await page.evaluate(() => "stays" in window)).toBe(true);
      expect(problems).toEqual([]);
    },
  );

  testOnce("a page that no dialog belongs to closes the one that is open", async () => {
    const { page } = await open("/orders");
    await page.getByRole("link", { name: "1003 Nordlys" }).click();
    await dialog(page).waitFor();
    await page.getByRole("link", { name: "Board", exact: true }).click();
    await part(page, "Activity").waitFor();
    expect(await dialog(page).count()).toBe(0);
  });

  testOnce("a slot keeps what it shows where the next page has nothing for it", async () => {
    const { page, problems } = await open("/board");
    const team = part(page, "Team");
    await team.getByRole("link", { name: "Ada Park" }).click();
    await team.getByText("2 orders").waitFor();
    expect(await part(page, "Overview").getByRole("heading", { name: "Board" }).count()).toBe(1);
    await team.getByLabel("Remark").fill("kept");
    await part(page, "Overview").getByRole("link", { name: "Settings" }).click();
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    expect(await team.getByLabel("Remark").inputValue()).toBe("kept");
    await page.reload();
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    expect(await team.getByRole("link", { name: "Ada Park" }).count()).toBe(1);
    expect(problems).toEqual([]);
  });

  testOnce("going back shows in each slot what it showed there, also after a change", async () => {
    const { page, problems } = await open("/board");
    const team = part(page, "Team");
    await part(page, "Overview").getByRole("link", { name: "Settings" }).click();
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    await team.getByRole("link", { name: "Ada Park" }).click();
    await team.getByText("2 orders").waitFor();
    const other = await page.context().newPage();
    await visit(other, `${app().url}/orders/1003`);
    await other.getByLabel("Note").fill("told to all tabs");
    await other.getByRole("button", { name: "Add note" }).click();
    await part(page, "Activity").getByText("told to all tabs").waitFor();
    await page.goBack();
    await team.getByRole("link", { name: "Ada Park" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/board/settings");
    expect(await part(page, "Activity").getByText("told to all tabs").count()).toBe(1);
    expect(problems).toEqual([]);
  });

  testOnce(
    "a soft navigation sends the segments that differ, and nothing of the others",
    async () => {
      const { page } = await open("/board");
      const asked = page.waitForRequest((request) => request.url().endsWith("/board/settings"));
      await page.getByRole("link", { name: "Settings" }).click();
      const { accept, "edict-segments": held } = (await asked).headers();
      const headers = { accept: String(accept), "edict-segments": String(held) };
      const text = await (await fetch(`${app().url}/board/settings`, { headers })).text();
      expect(text).toContain("Nothing to set");
      for (const other of ["Main", "Overview", "Ada Park"]) expect(text).not.toContain(other);
    },
  );

  test("another root layout is another document", async () => {
    const { page, problems } = await open("/orders");
    await page.evaluate(() => Object.assign(window, { stays: true }));
    await page.getByRole("link", { name: "Print" }).click();
    await page.getByRole("heading", { name: "All orders" }).waitFor();
    expect(await page.evaluate(() => "stays" in window)).toBe(false);
    expect(await page.title()).toBe("All orders");
    expect(await page.evaluate(() => document.styleSheets.length)).toBe(0);
    await page.goBack();
    await page.getByLabel("Filter").waitFor();
    expect(problems).toEqual([]);
  });

  testOnce("robots.ts is served as robots.txt", async () => {
    const answer = await fetch(`${app().url}/robots.txt`);
    expect([answer.headers.get("content-type"), await answer.text()]).toEqual([
      "text/plain; charset=utf-8",
      "User-Agent: *\nDisallow: /\n",
    ]);
    expect((await fetch(`${app().url}/robots.txt`, { method: "POST" })).status).toBe(405);
  });

  test("styles are Tailwind's", async () => {
    const { page } = await open("/orders");
    const nav = page.getByRole("navigation");
    expect(await nav.evaluate((element) => getComputedStyle(element).display)).toBe("flex");
  });

  testOnce("the page of an order works without JavaScript", async () => {
    const { page } = await browser.open({ javaScriptEnabled: false });
    await page.goto(`${app().url}/orders/1004`);
    await page.getByLabel("Note").fill("by post");
    await page.getByRole("button", { name: "Add note" }).click();
    await page.getByText("by post").waitFor();
    expect(await page.getByTestId("notes").textContent()).toBe("by post");
    await page.getByRole("button", { name: "Add note" }).click();
    await page.getByRole("alert").waitFor();
    await page.getByLabel("Note").fill("sent");
    await page.getByRole("button", { name: "Add and close" }).click();
    await page.getByLabel("Filter").waitFor();
    expect(new URL(page.url()).pathname).toBe("/orders");
  });
});
