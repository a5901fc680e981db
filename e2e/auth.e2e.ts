import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, test } from "vitest";
import { onApp } from "./apps.ts";
import { useBrowser, visit } from "./browser.ts";
import { press } from "./forum-visitors.ts";

const browser = useBrowser();

onApp("sessions by a library", "examples/auth", { smoke: true }, (app, mode, testOnce) => {
  const open = async (path: string, options: BrowserContextOptions = {}) => {
    const opened = await browser.open(options);
    if (options.javaScriptEnabled === false) await opened.page.goto(app().url + path);
    else await visit(opened.page, app().url + path);
    return opened;
  };
  const signIn = async (page: Page, name: string, passphrase: string): Promise<void> => {
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Passphrase").fill(passphrase);
    await page.locator("main").getByRole("button", { name: "Sign in" }).click();
  };
  // The first page in development waits for its dependencies to be prepared, longer than a browser would.
  const warmUp = async (): Promise<void> => {
    if (mode === "development") await (await fetch(`${app().url}/login`)).text();
  };
  const heading = (page: Page, name: string): Promise<void> =>
    page.getByRole("heading", { name }).waitFor();

  for (const javaScriptEnabled of mode === "production" ? [true, false] : [true]) {
    const how = javaScriptEnabled ? "with JavaScript" : "without JavaScript";

    test(`a member signs in, pins a note, is kept from the keys, and signs out, ${how}`, async () => {
      await warmUp();
      const { page } = await open("/board", { javaScriptEnabled });
      expect(new URL(page.url()).pathname).toBe("/login");
      await signIn(page, "Wren", "wrong");
      await page.getByText("do not fit together").waitFor();
      expect(await page.getByLabel("Name").inputValue()).toBe("Wren");
      await signIn(page, "Wren", "letters-please");
      await heading(page, "Board");
      const cookie = (await page.context().cookies()).find(({ name }) => name === "desk_session");
      expect(cookie).toMatchObject({
        httpOnly: true,
        secure: mode === "production",
        sameSite: "Lax",
      });
      expect(cookie?.value).not.toContain("Wren");

      await page.getByLabel("Note").fill(`Tea at four, ${how} ${mode}`);
      await press(page, "Pin");
      await page
        .getByRole("listitem")
        .filter({ hasText: `${how} ${mode}` })
        .getByText("Wren")
        .waitFor();
      expect(await page.getByRole("button", { name: "Take all down" }).count()).toBe(0);
      await page.goto(`${app().url}/keys`);
      await heading(page, "For keepers");

      await press(page, "Sign out");
      await heading(page, "The desk");
      await page.goto(`${app().url}/keys`);
      await heading(page, "Sign in");
    }, 120_000);

    testOnce(`a keeper sees the keys, and takes the notes down, ${how}`, async () => {
      const { page } = await open("/keys", { javaScriptEnabled });
      await signIn(page, "Osprey", "keys-please");
      await page.getByText("The cellar is 4-8-1, Osprey.").waitFor();
      await page.getByRole("link", { name: "Board" }).click();
      await page.getByLabel("Note").fill("One more");
      await press(page, "Pin");
      await page.getByRole("listitem").first().waitFor();
      await press(page, "Take all down");
      await page.getByRole("listitem").first().waitFor({ state: "detached" });
    });
  }

  testOnce(
    "an action asks for itself: a member who posts the keeper's form is refused",
    async () => {
      const keeper = await open("/board", { javaScriptEnabled: false });
      await signIn(keeper.page, "Osprey", "keys-please");
      const member = await open("/board", { javaScriptEnabled: false });
      await signIn(member.page, "Wren", "letters-please");
      await heading(member.page, "Board");
      const fields = await keeper.page
        .locator("form", { has: keeper.page.getByRole("button", { name: "Take all down" }) })
        .locator("input")
        .evaluateAll((inputs) =>
          inputs.flatMap((input) =>
            input instanceof HTMLInputElement && input.name !== "$EDICT"
              ? [[input.name, input.value] as const]
              : [],
          ),
        );
      const answer = await member.page.context().request.post(`${app().url}/board`, {
        multipart: Object.fromEntries(fields),
        headers: { origin: app().url },
        maxRedirects: 0,
      });
      expect(answer.status()).toBe(403);
      expect(await answer.text()).toContain("For keepers");
    },
  );
});
