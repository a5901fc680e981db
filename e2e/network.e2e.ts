import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { storiesApp } from "./apps.ts";
import { useBrowser, visit } from "./browser.ts";
import { startCuttingProxy, type CuttingProxy, type Trouble } from "./cutting-proxy.ts";
import { runApp, type RunningApp } from "./run-app.ts";

const browser = useBrowser();
const held: { proxy?: CuttingProxy; app?: RunningApp } = {};
const proxy = (): CuttingProxy => held.proxy ?? expect.unreachable();

beforeAll(async () => {
  held.proxy = await startCuttingProxy();
  const origin = `http://localhost:${held.proxy.port}`;
  held.app = await runApp({
    dir: storiesApp,
    mode: "production",
    env: { EDICT_ORIGINS: origin },
  });
  held.proxy.aim(Number(new URL(held.app.url).port));
});
afterAll(async () => {
  await held.proxy?.close();
  await held.app?.stop();
});
beforeEach(() => {
  proxy().callIds.length = 0;
  proxy().troubles.length = 0;
});

const openForms = async () => {
  const opened = await browser.open();
  await visit(opened.page, `http://localhost:${proxy().port}/forms`);
  return opened;
};

describe("a form whose connection is bad", () => {
  test.each<[string, Trouble[]]>([
    ["the connection was cut twice", ["cut-request", "cut-request"]],
    ["a gateway had no answer", ["bad-gateway"]],
    ["the server was full", ["busy"]],
    ["the answer was lost", ["cut-answer"]],
  ])("is saved all the same, under one id, when %s", async (_what, troubles) => {
    const { page } = await openForms();
    proxy().troubles.push(...troubles);
    await page.getByLabel("name", { exact: true }).fill("Ada");
    await page.getByRole("button", { name: "Greet" }).click();
    await page.getByTestId("greeting").filter({ hasText: "Hello Ada" }).waitFor();
    await page.getByRole("button", { name: "Greet" }).waitFor();
    expect(proxy().callIds).toHaveLength(troubles.length + 1);
    expect(new Set(proxy().callIds).size).toBe(1);
  });

  test("waits while the browser is offline, and is sent once when it is back", async () => {
    const { page } = await openForms();
    await page.context().setOffline(true);
    await page.getByLabel("name", { exact: true }).fill("Grace");
    await page.getByRole("button", { name: "Greet" }).click();
    await page.getByRole("button", { name: "Greeting" }).waitFor();
    expect(proxy().callIds).toEqual([]);
    await page.context().setOffline(false);
    await page.getByTestId("greeting").filter({ hasText: "Hello Grace" }).waitFor();
    expect(proxy().callIds).toHaveLength(1);
  });

  test("is told so, typed, when it never gets through", async () => {
    const { page } = await browser.open();
    await visit(page, `http://localhost:${proxy().port}/arguments`);
    proxy().troubles.push(...Array.from({ length: 20 }, (): Trouble => "cut-request"));
    await page.getByRole("button", { name: "describe" }).click();
    await page
      .getByTestId("shown")
      .filter({ hasText: /NETWORK/ })
      .waitFor({ timeout: 30_000 });
    await page.getByTestId("pending").filter({ hasText: "idle" }).waitFor();
    // Chromium itself sends a request again whose kept connection turns out to be dead.
    expect(proxy().callIds.length).toBeGreaterThanOrEqual(6);
    expect(new Set(proxy().callIds).size).toBe(1);
  });
});
