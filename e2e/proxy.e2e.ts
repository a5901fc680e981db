import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { onApp, storiesApp } from "./apps.ts";
import { useBrowser, visit } from "./browser.ts";

const browser = useBrowser();

onApp("proxy", storiesApp, { smoke: false }, (app) => {
  const open = async (path: string, deny?: string): Promise<Page> => {
    const { page } = await browser.open();
    if (deny !== undefined)
      await page.context().addCookies([{ name: "deny", value: deny, url: app().url }]);
    await visit(page, app().url + path);
    return page;
  };
  const call = (page: Page): Promise<void> => page.getByRole("button", { name: "call" }).click();
  const said = (page: Page, text: RegExp | string): Promise<void> =>
    page.getByTestId("shown").filter({ hasText: text }).waitFor();

  test("an action reads the cookie that the proxy sets on its own call", async () => {
    const page = await open("/proxied");
    await call(page);
    await said(page, "passed proxied");
  });

  test("a refusal of the proxy is an ActionError with its text", async () => {
    const page = await open("/proxied", "text");
    await call(page);
    await said(page, "INTERCEPTED Come back later");
  });

  test("a page in place of the answer is named as what it is", async () => {
    const page = await open("/proxied", "page");
    await call(page);
    await said(page, /INTERCEPTED .*status 200 and content type text\/html.*proxy\.ts/);
  });

  test("a redirect of the proxy takes the visitor along, after a call and on a link", async () => {
    const away = await open("/proxied", "away");
    await call(away);
    await away.getByRole("heading", { name: "Page A" }).waitFor();
    expect(new URL(away.url()).pathname).toBe("/nav/a");
    const gone = await open("/proxied");
    let documents = 0;
    gone.on("request", (request) => (documents += request.isNavigationRequest() ? 1 : 0));
    await gone.getByRole("link", { name: "gone" }).click();
    await gone.getByRole("heading", { name: "Page B" }).waitFor();
    expect([new URL(gone.url()).pathname, documents]).toEqual(["/nav/b", 0]);
  });

  test("a page under another URL has that URL, as a document and on a link", async () => {
    const direct = await open("/proxied/shown");
    expect(await direct.getByTestId("path").textContent()).toBe("/proxied/shown");
    await call(direct);
    await said(direct, "passed");
    const page = await open("/proxied");
    await page.getByRole("link", { name: "shown" }).click();
    await page.getByTestId("path").filter({ hasText: "/proxied/shown" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/proxied/shown");
  });

  test("an action of a guarded page is refused wherever it is posted from", async () => {
    const page = await open("/proxied");
    const sent = page.waitForRequest((request) => request.method() === "POST");
    await call(page);
    const id = await (await sent).headerValue("edict-action");
    const elsewhere = await open("/nav/a", "text");
    const answer = await elsewhere.evaluate(async (action) => {
      const headers = {
        "edict-action": action ?? "",
        accept: "text/x-component",
        "content-type": "text/plain",
      };
      const response = await fetch("/", { method: "POST", body: "[]", headers });
      return [response.status, await response.text()];
    }, id);
    expect(answer).toEqual([403, "Come back later"]);
  });
});
