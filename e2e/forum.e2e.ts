import { createHmac, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { onApp } from "./apps.ts";
import { useBrowser, visit, type OpenPage } from "./browser.ts";
import { forumVisitors, memberPassword, press } from "./forum-visitors.ts";
import { tinyPng } from "./tiny-png.ts";

const browser = useBrowser();
const folders: string[] = [];
const webhookSecret = "a secret of these tests";

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function env(): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "edict-forum-"));
  folders.push(folder);
  return { FORUM_DATA: folder, FORUM_WEBHOOK_SECRET: webhookSecret };
}

const longText = "Long enough to be accepted by everyone.";

onApp("the forum", "examples/forum", { smoke: false, env }, (app) => {
  const { openPage, signUp, member } = forumVisitors(browser, app);
  const postJson = (body: string, signature: string) =>
    fetch(`${app().url}/api/webhooks/publish`, {
      method: "POST",
      headers: { "content-type": "application/json", "forum-signature": signature },
      body,
    });

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? "with JavaScript" : "without JavaScript";

    const go = async (page: Page, path: string): Promise<void> => {
      if (javaScriptEnabled) await visit(page, app().url + path);
      else await page.goto(app().url + path);
    };
    /** A visitor's page at a path. */
    const open = async (path: string): Promise<OpenPage> => {
      const opened = await openPage({ javaScriptEnabled });
      await go(opened.page, path);
      return opened;
    };
    /** A member's page at a path. */
    const openAsMember = async (path: string, as = member()): Promise<OpenPage> => {
      const { storageState } = await as;
      const opened = await openPage({ javaScriptEnabled, storageState });
      await go(opened.page, path);
      return opened;
    };
    /** Writes a post and ends on its page; gives its path. */
    const write = async (page: Page, title: string): Promise<string> => {
      await go(page, "/posts/new");
      await page.getByLabel("Title").fill(title);
      await page.getByLabel("Text").fill(longText);
      await press(page, "Publish");
      await page.waitForURL(/\/posts\/\d+$/);
      await heading(page, title);
      return new URL(page.url()).pathname;
    };

    test(`a wrong password keeps the address, the right one signs in, ${how}`, async () => {
      const { email } = await member();
      const { page, problems } = await open("/sign-in?next=/drafts");
      const form = page.locator("form").filter({ has: page.getByLabel("Password") });
      await page.getByLabel("E-mail").fill(email);
      await page.getByLabel("Password").fill("not this one");
      await form.getByRole("button").click();
      await page.getByText("This address and password do not fit together.").waitFor();
      expect(await page.getByLabel("E-mail").inputValue()).toBe(email);
      expect(await page.getByLabel("Password").inputValue()).toBe("");
      await page.getByLabel("Password").fill(memberPassword);
      await form.getByRole("button").click();
      await page.waitForURL(`${app().url}/drafts`);
      await heading(page, "Your drafts");
      expect(await page.context().cookies()).toMatchObject([
        { name: "forum_session", httpOnly: true, sameSite: "Lax" },
      ]);
      expect(problems).toEqual([]);
    });

    test(`signing up names a taken address, then lets the member in, ${how}`, async () => {
      const { page } = await open("/sign-up?next=//elsewhere.example/");
      await page.getByLabel("Name").fill("Odo Hemlock");
      await page.getByLabel("E-mail").fill("ada@forum.example");
      await page.getByLabel("Password").fill("short");
      await press(page, "Create account");
      await page.getByText("At least 10 characters, please.").waitFor();
      await page.getByLabel("Password").fill(memberPassword);
      await press(page, "Create account");
      await page.getByText("There is an account with this address already.").waitFor();
      expect(await page.getByLabel("Name").inputValue()).toBe("Odo Hemlock");
      await page.getByLabel("E-mail").fill(`${randomUUID()}@forum.example`);
      await page.getByLabel("Password").fill(memberPassword);
      await press(page, "Create account");
      await page.waitForURL(`${app().url}/`);
      await page.getByRole("banner").getByText("Odo Hemlock").waitFor();
    });

    test(`signing out ends the session, ${how}`, async () => {
      const { page } = await openAsMember("/drafts", signUp());
      const [cookie] = await page.context().cookies();
      await press(page, "Sign out");
      await page.waitForURL(`${app().url}/`);
      await page.getByRole("link", { name: "Join", exact: true }).waitFor();
      expect(await page.context().cookies()).toEqual([]);
      if (cookie !== undefined) await page.context().addCookies([cookie]);
      expect((await page.goto(`${app().url}/drafts`))?.status()).toBe(401);
    });

    test(`a refused post says what is wrong with each field and keeps what was typed, ${how}`, async () => {
      const { page } = await openAsMember("/posts/new");
      await page.getByLabel("Title").fill("A story");
      await page.getByLabel("Text").fill("short");
      await page.getByLabel("Tags").fill("clocks, a b");
      await press(page, "Publish");
      await page.getByText("2 fields need another look.").waitFor();
      await page.getByText("Please write at least 20 characters").waitFor();
      await page.getByText("A tag has letters, digits and hyphens only.").waitFor();
      expect(await page.getByLabel("Text").getAttribute("aria-invalid")).toBe("true");
      expect(await page.getByLabel("Title").inputValue()).toBe("A story");
      expect(await page.getByLabel("Text").inputValue()).toBe("short");
      expect(await page.getByLabel("Tags").inputValue()).toBe("clocks, a b");
    });

    test(`publishing leads to the post, which stands on the first page, ${how}`, async () => {
      const title = `Published ${how}`;
      const { page, problems } = await openAsMember("/");
      const path = await write(page, title);
      expect(await page.title()).toBe(`${title} · Mending Forum`);
      await page.getByRole("link", { name: "Posts", exact: true }).click();
      await page.getByRole("link", { name: title }).first().click();
      await page.waitForURL(app().url + path);
      await heading(page, title);
      expect(problems).toEqual([]);
    });

    test(`an author changes a post, and deletes it, ${how}`, async () => {
      const { page } = await openAsMember("/");
      const path = await write(page, `Before ${how}`);
      await page.getByRole("link", { name: "Edit" }).click();
      await page.waitForURL(/\/edit$/);
      await page.getByLabel("Title").fill(`After ${how}`);
      await press(page, "Save changes");
      await page.waitForURL(app().url + path);
      await heading(page, `After ${how}`);
      await page.getByRole("link", { name: "Edit" }).click();
      await page.waitForURL(/\/edit$/);
      await page.getByText("Delete this post").click();
      await press(page, "Delete for good");
      await page.waitForURL(`${app().url}/`);
      await heading(page, "Mend it, then tell us how");
      expect(await page.getByText(`After ${how}`).count()).toBe(0);
      expect((await page.goto(app().url + path))?.status()).toBe(404);
    });

    test(`an error in an action shows the nearest boundary, and changes nothing, ${how}`, async () => {
      const { page } = await open("/sign-in?next=/posts/1/edit");
      await page.getByLabel("E-mail").fill("ada@forum.example");
      await page.getByLabel("Password").fill("demo-password");
      await page.getByLabel("Password").press("Enter");
      await page.waitForURL(/\/posts\/1\/edit$/);
      await page.getByText("Delete this post").click();
      const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
      await press(page, "Delete for good");
      await heading(page, "That did not work");
      expect((await answered).status()).toBe(500);
      expect((await page.goto(`${app().url}/posts/1`))?.status()).toBe(200);
    });

    test(`a draft is its author's alone until it is published, ${how}`, async () => {
      const { page } = await openAsMember("/posts/new");
      await page.getByLabel("Title").fill(`Draft ${how}`);
      await page.getByLabel("Text").fill(longText);
      await press(page, "Save draft");
      await page.waitForURL(`${app().url}/drafts`);
      const draft = page.getByRole("article", { name: `Draft ${how}` });
      const path = await draft.getByRole("link", { name: `Draft ${how}` }).getAttribute("href");
      expect((await fetch(app().url + path)).status).toBe(404);
      await draft.getByRole("button", { name: "Publish" }).click();
      await page.waitForURL(app().url + path);
      await heading(page, `Draft ${how}`);
      expect((await fetch(app().url + path)).status).toBe(200);
    });

    test(`a button in a form of another action deletes a draft, ${how}`, async () => {
      const { page } = await openAsMember("/posts/new");
      await page.getByLabel("Title").fill(`Dropped ${how}`);
      await page.getByLabel("Text").fill(longText);
      await press(page, "Save draft");
      await page.waitForURL(`${app().url}/drafts`);
      const draft = page.getByRole("article", { name: `Dropped ${how}` });
      await draft.getByText("Delete", { exact: true }).click();
      await draft.getByRole("button", { name: "Delete for good" }).click();
      await draft.waitFor({ state: "detached" });
      expect(page.url()).toBe(`${app().url}/drafts`);
    });

    test(`a comment is added, refused when empty, and deleted, ${how}`, async () => {
      const { page } = await openAsMember("/");
      await write(page, `Commented ${how}`);
      await press(page, "Add comment");
      await page.getByText("Please write something.").waitFor();
      await page.getByLabel("Your comment").fill("Nice one");
      await press(page, "Add comment");
      await page.getByText("Comment added.").waitFor();
      await heading(page, "1 comment");
      await page.getByRole("listitem").filter({ hasText: "Nice one" }).waitFor();
      expect(await page.getByLabel("Your comment").inputValue()).toBe("");
      await page.getByRole("button", { name: /^Delete comment/ }).click();
      await heading(page, "0 comments");
    });

    test(`an inline action knows the post it was made for, ${how}`, async () => {
      const { page } = await openAsMember("/");
      const other = await write(page, `Not helpful ${how}`);
      await write(page, `Helpful ${how}`);
      const helpful = (count: number, pressed: boolean) =>
        page.getByRole("button", { name: new RegExp(`^Helpful\\s*${count}$`), pressed });
      await helpful(0, false).click();
      await helpful(1, true).waitFor();
      // Waits for the answer, not only for what is shown until it comes.
      await page.locator("[aria-busy=false]").waitFor();
      await page.reload();
      await helpful(1, true).waitFor();
      await go(page, other);
      await helpful(0, false).waitFor();
    });

    test(`a new name is refused when empty, and stands everywhere when saved, ${how}`, async () => {
      const { page } = await openAsMember("/settings", signUp());
      const name = page.getByLabel("Name", { exact: true });
      await name.fill("");
      await press(page, "Save name");
      await page.getByText("Please enter a name.").waitFor();
      await name.fill("Second Name");
      await press(page, "Save name");
      await page.getByText("You are Second Name now.").waitFor();
      await page.getByRole("banner").getByText("Second Name").waitFor();
      expect(await name.inputValue()).toBe("Second Name");
    });

    test(`an uploaded picture is served as it came, and can be taken away, ${how}`, async () => {
      const { page } = await openAsMember("/settings", signUp());
      const picture = page.getByLabel("Picture");
      const mimeType = "image/png";
      await picture.setInputFiles({ name: "x.png", mimeType, buffer: Buffer.from("hello") });
      await press(page, "Save picture");
      await page.getByText("This is not a PNG, JPEG, GIF or WebP picture.").waitFor();
      const bytes = tinyPng();
      await picture.setInputFiles({ name: "x.png", mimeType, buffer: bytes });
      await press(page, "Save picture");
      await page.getByText("Your picture is saved.").waitFor();
      const image = page.getByRole("banner").locator("img");
      await page.waitForFunction(
        () => document.querySelector<HTMLImageElement>("header img")?.naturalWidth === 3,
      );
      const answer = await fetch(app().url + (await image.getAttribute("src")));
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        "cache-control": "public, max-age=31536000, immutable",
        "content-security-policy": "default-src 'none'; sandbox",
        "content-type": "image/png",
        "x-content-type-options": "nosniff",
      });
      await press(page, "Remove picture");
      await image.waitFor({ state: "detached" });
    });

    test(`pages say 401, 403 and 404, ${how}`, async () => {
      const { page } = await openPage({ javaScriptEnabled });
      const status = async (path: string) => (await page.goto(app().url + path))?.status();
      expect(await status("/drafts")).toBe(401);
      await heading(page, "Please sign in first");
      expect(await status("/nowhere/at/all")).toBe(404);
      await heading(page, "There is nothing here");
      expect(await status("/posts/2000000000")).toBe(404);
      await page.context().addCookies((await member("stranger")).storageState.cookies);
      expect(await status("/posts/1/edit")).toBe(403);
      await heading(page, "This is somebody else’s");
    });

    test(`an action refuses whom its page let in before, ${how}`, async () => {
      const { page } = await openAsMember("/");
      const path = await write(page, `Guarded ${how}`);
      const answered = (): Promise<number> =>
        page
          .waitForResponse((answer) => answer.request().method() === "POST")
          .then((answer) => answer.status());
      await go(page, `${path}/edit`);
      await page.getByLabel("Title").fill("Taken over");
      await page.context().clearCookies();
      await page.context().addCookies((await member("stranger")).storageState.cookies);
      const forbidden = answered();
      await press(page, "Save changes");
      await heading(page, "This is somebody else’s");
      expect(await forbidden).toBe(403);
      await go(page, path);
      await page.getByLabel("Your comment").fill("Written by nobody");
      await page.context().clearCookies();
      const unauthorized = answered();
      await press(page, "Add comment");
      await heading(page, "Please sign in first");
      expect(await unauthorized).toBe(401);
      await go(page, path);
      await heading(page, `Guarded ${how}`);
      expect(await page.getByText("Written by nobody").count()).toBe(0);
    });
  }

  test("a comment stands there before the server has it, and only once after", async () => {
    const { page, problems } = await openPage({ storageState: (await member()).storageState });
    await visit(page, `${app().url}/posts/2`);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route("**/posts/2", async (route) => {
      await held;
      await route.continue();
    });
    const comment = page.getByRole("listitem").filter({ hasText: "Ahead of its answer" });
    await page.getByLabel("Your comment").fill("Ahead of its answer");
    await press(page, "Add comment");
    await comment.getByText("Sending…").waitFor();
    release();
    await comment.getByRole("button", { name: /^Delete comment/ }).waitFor();
    await page.getByText("Comment added.").waitFor();
    expect(await comment.count()).toBe(1);
    expect(problems).toEqual([]);
  });

  test("the list is filtered by tag without leaving the page", async () => {
    const { page, problems } = await openPage();
    await visit(page, app().url);
    await page.evaluate(() => (document.body.dataset["kept"] = "yes"));
    await page
      .getByRole("link", { name: /^bicycles/ })
      .first()
      .click();
    await page.waitForURL(/tag=bicycles/);
    await heading(page, /Posts tagged/);
    expect(await page.locator("body[data-kept=yes]").count()).toBe(1);
    expect(problems).toEqual([]);
  });

  test("the webhook publishes a draft once, for the right signature only", async () => {
    const { storageState } = await member();
    const { page } = await openPage({ javaScriptEnabled: false, storageState });
    await page.goto(`${app().url}/posts/new`);
    await page.getByLabel("Title").fill("From the scheduler");
    await page.getByLabel("Text").fill(longText);
    await press(page, "Save draft");
    const path = await page.getByRole("link", { name: "From the scheduler" }).getAttribute("href");
    const post = Number(path?.split("/").at(-1));
    const body = JSON.stringify({ id: randomUUID(), type: "post.publish", post });
    const now = Math.floor(Date.now() / 1000);

    const refused = async (signature: string, said: string): Promise<void> => {
      const answer = await postJson(body, signature);
      expect([answer.status, await answer.json()]).toEqual([401, { error: `signature ${said}` }]);
    };
    await refused("", "malformed");
    await refused(sign("another secret", body, now), "wrong");
    await refused(sign(webhookSecret, `${body} `, now), "wrong");
    await refused(sign(webhookSecret, body, now - 3600), "expired");
    expect((await fetch(app().url + path)).status).toBe(404);

    const answer = await postJson(body, sign(webhookSecret, body, now));
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { published: true, repeated: false },
    ]);
    expect((await fetch(app().url + path)).status).toBe(200);
    const again = await postJson(body, sign(webhookSecret, body, now));
    expect(await again.json()).toEqual({ published: false, repeated: true });
  });
});

function heading(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole("heading", { name }).waitFor();
}

function sign(secret: string, body: string, seconds: number): string {
  const mac = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${mac}`;
}
