import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { onApp, storiesApp } from "./apps.ts";
import { useBrowser, visit } from "./browser.ts";

const browser = useBrowser();

onApp("forms", storiesApp, { smoke: true }, (app, _mode, testOnce) => {
  testOnce(
    "a double click, and a second Enter, run an action once; other fields run it again",
    async () => {
      const { page } = await browser.open();
      await visit(page, `${app().url}/forms`);
      let posts = 0;
      await page.route("**/forms", async (route) => {
        if (route.request().method() === "POST") {
          posts++;
          await new Promise((resolve) => setTimeout(resolve, 500));
        }
        await route.continue();
      });
      const log = page.getByTestId("log");
      const form = page.getByRole("form", { name: "two buttons" });
      await form.getByLabel("title").fill("pressed twice");
      await form.getByRole("button", { name: "Publish" }).dblclick();
      await log.getByText("publish:pressed twice", { exact: true }).waitFor();
      expect(posts).toBe(1);
      await form.getByLabel("title").fill("entered twice");
      await form.getByLabel("title").press("Enter");
      await form.getByLabel("title").press("Enter");
      await log.getByText("draft:entered twice", { exact: true }).waitFor();
      expect(posts).toBe(2);
      const greet = page.getByRole("form", { name: "greet" });
      await greet.getByLabel("name").fill("Ada");
      await greet.getByLabel("name").press("Enter");
      await greet.getByLabel("name").fill("Grace");
      await greet.getByLabel("name").press("Enter");
      await page.getByText("Hello Grace []").waitFor();
      expect(posts).toBe(4);
    },
  );

  testOnce("a double click before the page is hydrated runs an action once", async () => {
    const { page } = await browser.open();
    let goOn = (): void => undefined;
    const released = new Promise<void>((resolve) => (goOn = resolve));
    await page.route("**/*.js", async (route) => {
      await released;
      await route.continue();
    });
    await page.goto(`${app().url}/forms`, { waitUntil: "commit" });
    // What keeps early submits stands in the document: before that is parsed, the browser sends a form by itself.
    await page.waitForFunction(() => document.readyState !== "loading");
    const form = page.getByRole("form", { name: "two buttons" });
    const early = `early ${randomUUID()}`;
    const later = `later ${randomUUID()}`;
    await form.getByLabel("title").fill(early);
    await form.getByRole("button", { name: "Publish" }).dblclick();
    let posts = 0;
    page.on("request", (request) => (posts += request.method() === "POST" ? 1 : 0));
    goOn();
    await page.getByTestId("log").getByText(`publish:${early}`, { exact: true }).waitFor();
    // Calls to one action keep their order: what follows was sent after whatever the double click sent.
    await form.getByLabel("title").fill(later);
    await form.getByRole("button", { name: "Publish" }).click();
    await page.getByTestId("log").getByText(`publish:${later}`, { exact: true }).waitFor();
    expect(posts).toBe(2);
  });

  testOnce(
    "each rendering of a form has a call id of its own, which no browser fills in again",
    async () => {
      const fields = async (): Promise<string[]> =>
        (await (await fetch(`${app().url}/forms`)).text()).match(/<input[^>]*"\$EDICT"[^>]*>/g) ??
        [];
      const all = [...(await fields()), ...(await fields())];
      expect(all.length).toBeGreaterThan(6);
      for (const field of all)
        expect(field).toMatch(
          /^<input type="hidden" autocomplete="off" name="\$EDICT" value="[^"]+\.1\.[0-9a-f-]{36}"/,
        );
      expect(new Set(all).size).toBe(all.length);
    },
  );

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? "with JavaScript" : "without JavaScript";
    const go = async () => {
      const opened = await browser.open({ javaScriptEnabled });
      if (javaScriptEnabled) await visit(opened.page, `${app().url}/forms`);
      else await opened.page.goto(`${app().url}/forms`);
      return opened;
    };

    test(`useActionState shows what the action returned, ${how}`, async () => {
      const { page } = await go();
      const form = page.getByRole("form", { name: "greet" });
      await form.getByLabel("name").fill("A");
      await form.getByRole("button").click();
      await page.getByText("A name has at least two letters").waitFor();
      await form.getByLabel("name").fill("Ada");
      await form.getByRole("button").click();
      await page.getByText("Hello Ada []").waitFor();
    });

    testOnce(`the button that was pressed decides which action runs, ${how}`, async () => {
      const { page } = await go();
      const form = page.getByRole("form", { name: "two buttons" });
      await form.getByLabel("title").fill(`draft ${how}`);
      await form.getByRole("button", { name: "Save draft" }).click();
      await page.getByText(`draft:draft ${how}`, { exact: true }).waitFor();
      await form.getByLabel("title").fill(`post ${how}`);
      await form.getByRole("button", { name: "Publish" }).click();
      await page.getByText(`publish:post ${how}`, { exact: true }).waitFor();
    });

    testOnce(`a bound argument arrives before the form's data, ${how}`, async () => {
      const { page } = await go();
      const form = page.getByRole("form", { name: "bound" });
      await form.getByLabel("tag").fill(`red ${how}`);
      await form.getByRole("button").click();
      await page.getByText(`tag:item-7:red ${how}`, { exact: true }).waitFor();
    });

    testOnce(
      `a sealed argument comes back as it was, and no browser can read it, ${how}`,
      async () => {
        const { page } = await go();
        const form = page.getByRole("form", { name: "sealed" });
        for (const note of [`first ${how}`, `second ${how}`]) {
          await form.getByLabel("note").fill(note);
          await form.getByRole("button").click();
          await page.getByText(`ledger:true:${note}`, { exact: true }).waitFor();
          // Neither in the document nor in the data that it brings along.
          expect(await page.content()).not.toContain("4711");
        }
      },
    );

    testOnce(`useActionState of a bound action answers, ${how}`, async () => {
      const { page } = await go();
      const form = page.getByRole("form", { name: "rename" });
      await form.getByLabel("new name").fill("Lamp");
      await form.getByRole("button").click();
      await page.getByText("item-9 is Lamp", { exact: true }).waitFor();
    });
  }

  testOnce(
    "a form with a permalink is answered there, with its state, without JavaScript",
    async () => {
      const { page } = await browser.open({ javaScriptEnabled: false });
      await page.goto(`${app().url}/forms/brief`);
      await page.getByLabel("name").fill("Ada");
      await page.getByRole("button").click();
      expect(await page.getByTestId("greeting").textContent()).toBe("Hello Ada []");
      expect(await page.getByTestId("to").textContent()).toBe("Zoë Z");
      expect(new URL(page.url()).search).toBe("?by=post&to=Zo%C3%AB%20Z");
    },
  );

  test("a file arrives with its name and bytes, and no field of ours", async () => {
    const { page, problems } = await browser.open();
    await visit(page, `${app().url}/forms`);
    const form = page.getByRole("form", { name: "upload" });
    await form.getByLabel("file").setInputFiles({
      name: "poem.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("roses are red"),
    });
    await form.getByRole("button", { name: "Upload" }).click();
    await page.getByText("poem.txt 13 roses are red [file]").waitFor();
    expect(problems).toEqual([]);
  });

  testOnce("a button knows that its form is being sent", async () => {
    const { page } = await browser.open();
    await visit(page, `${app().url}/forms`);
    const form = page.getByRole("form", { name: "two buttons" });
    await form.getByLabel("title").fill("pending");
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route("**/forms", async (route) => {
      await held;
      await route.continue();
    });
    await form.getByRole("button", { name: "Save draft" }).click();
    await form.getByRole("button", { name: "Working" }).waitFor();
    release();
    await form.getByRole("button", { name: "Save draft" }).waitFor();
  });

  testOnce("one submit is one request", async () => {
    const { page } = await browser.open();
    await visit(page, `${app().url}/forms`);
    const posts: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST") posts.push(request.url());
    });
    const form = page.getByRole("form", { name: "bound" });
    await form.getByLabel("tag").fill("once");
    await form.getByRole("button").click();
    await page.getByText("tag:item-7:once", { exact: true }).waitFor();
    expect(posts).toHaveLength(1);
  });

  test("a submit before hydration is sent once the page is interactive", async () => {
    const { page } = await browser.open();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(/\.js|\/@|\.tsx?|node_modules/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${app().url}/forms`, { waitUntil: "commit" });
    const form = page.getByRole("form", { name: "greet" });
    await form.getByLabel("name").fill("Early");
    await form.getByRole("button").click();
    release();
    await page.getByText("Hello Early []").waitFor();
  });

  for (const javaScriptEnabled of [true, false])
    testOnce(
      `a typed action says what is wrong field by field, keeps what was typed, and takes what its schema takes, ${javaScriptEnabled ? "with" : "without"} JavaScript`,
      async () => {
        const { page } = await browser.open({ javaScriptEnabled });
        await page.context().addCookies([{ name: "gardener", value: "Juniper", url: app().url }]);
        if (javaScriptEnabled) await visit(page, `${app().url}/typed`);
        else await page.goto(`${app().url}/typed`);
        const fill = async (name: string, size: string): Promise<void> => {
          await page.getByLabel("name").fill(name);
          await page.getByLabel("size").fill(size);
          await page.getByRole("button", { name: "Save" }).click();
        };
        await fill("ab", "1.5");
        await page.getByText("name: At least three letters.", { exact: true }).waitFor();
        await page.getByText("size: Whole litres only.", { exact: true }).waitFor();
        expect(await page.getByLabel("name").inputValue()).toBe("ab");
        expect(await page.getByLabel("size").inputValue()).toBe("1.5");
        await fill("taken", "2");
        await page.getByText("name: There is one of this name.", { exact: true }).waitFor();
        await fill("jar", "2");
        await page.getByText("Saved jar, 2 l, green, for Juniper", { exact: true }).waitFor();
        if (!javaScriptEnabled) return;
        await page.getByRole("button", { name: "Call" }).click();
        await page.getByTestId("called").getByText("urn, 9 l, plain, for Juniper").waitFor();
        await page.context().clearCookies();
        await fill("jar", "2");
        await page.getByRole("heading", { name: "Sign in first" }).waitFor();
      },
    );
});
