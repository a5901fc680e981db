import { expect, test } from "vitest";
import { onApp, storiesApp } from "./apps.ts";
import { useBrowser, visit } from "./browser.ts";

const browser = useBrowser();

onApp("errors", storiesApp, { smoke: false }, (app, mode) => {
  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? "with JavaScript" : "without JavaScript";
    const go = async (path: string) => {
      const opened = await browser.open({ javaScriptEnabled });
      const answer = await opened.page.goto(app().url + path);
      return { ...opened, status: answer?.status() };
    };

    test(`a page that throws shows its error boundary with status 500, ${how}`, async () => {
      const { page, status } = await go("/errors?fail=server");
      await page.getByRole("heading", { name: "Something failed" }).waitFor();
      expect(status).toBe(500);
      expect(await page.getByTestId("digest").textContent()).toMatch(/.+/);
      if (mode === "production") expect(await page.content()).not.toContain("secret-message-1701");
    });

    test(`an unknown address is 404 with the app's page, ${how}`, async () => {
      const { page, status } = await go("/no/such/page");
      await page.getByRole("heading", { name: "Nothing here" }).waitFor();
      expect(status).toBe(404);
      expect(await page.locator('head > meta[name="robots"]').getAttribute("content")).toBe(
        "noindex",
      );
    });

    test(`notFound() in a page is 404, ${how}`, async () => {
      const { page, status } = await go("/items/gone");
      await page.getByRole("heading", { name: "Nothing here" }).waitFor();
      expect(status).toBe(404);
      expect(await page.locator('head > meta[name="robots"]').getAttribute("content")).toBe(
        "noindex",
      );
    });

    test.each([
      ["not-found", "Nothing here", 404],
      ["unauthorized", "Sign in first", 401],
      ["forbidden", "Not for you", 403],
    ])(`%s from a form's action shows its page, ${how}`, async (kind, heading, expected) => {
      const { page } = await go("/errors");
      if (javaScriptEnabled) await visit(page, `${app().url}/errors`);
      const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
      await page.getByRole("button", { name: `form: ${kind}` }).click();
      await page.getByRole("heading", { name: heading }).waitFor();
      expect((await answered).status()).toBe(expected);
    });

    test(`a form whose action throws shows the error boundary, ${how}`, async () => {
      const { page } = await go("/errors");
      if (javaScriptEnabled) await visit(page, `${app().url}/errors`);
      await page.getByRole("button", { name: "Throw in a form" }).click();
      await page.getByRole("heading", { name: "Something failed" }).waitFor();
      if (mode === "production") expect(await page.content()).not.toContain("secret-message-1701");
    });
  }

  test.each([
    ["not-found", "Nothing here"],
    ["unauthorized", "Sign in first"],
    ["forbidden", "Not for you"],
  ])("%s from an action shows its page", async (kind, heading) => {
    const { page } = await browser.open();
    await visit(page, `${app().url}/errors`);
    await page.getByRole("button", { name: kind, exact: true }).click();
    await page.getByRole("heading", { name: heading }).waitFor();
  });

  test("an error in the browser shows the boundary, and trying again recovers", async () => {
    const { page } = await browser.open();
    await visit(page, `${app().url}/errors`);
    await page.getByRole("button", { name: "Throw in render" }).click();
    await page.getByRole("heading", { name: "Something failed" }).waitFor();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "Errors" }).waitFor();
  });

  test("a login page that answers in our place is named, not swallowed", async () => {
    const { page } = await browser.open();
    await visit(page, `${app().url}/arguments`);
    await page.route("**/arguments", (route) =>
      route.request().method() === "POST"
        ? route.fulfill({ status: 200, contentType: "text/html", body: "<h1>Sign in</h1>" })
        : route.continue(),
    );
    await page.getByRole("button", { name: "describe" }).click();
    await page
      .getByTestId("shown")
      .filter({ hasText: /INTERCEPTED/ })
      .waitFor();
  });
});
