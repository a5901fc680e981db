import { beforeEach, expect, test } from "vitest";
import { onApp, storiesApp } from "./apps.ts";
import { useBrowser, visit } from "./browser.ts";

const browser = useBrowser();

onApp("results and ends of calls", storiesApp, { smoke: false }, (app) => {
  const open = async (path: string) => {
    const opened = await browser.open();
    await visit(opened.page, app().url + path);
    return opened;
  };

  // What an earlier story opened, or an earlier try of this one, would hold nothing.
  beforeEach(async () => {
    await fetch(`${app().url}/api/gates/all`, { method: "DELETE" });
  });

  /** Lets what waits on the server go on, and gives what the actions noted so far. */
  const openGate = async (name: string): Promise<string[]> => {
    const answer = await fetch(`${app().url}/api/gates/${name}`, { method: "POST" });
    return (await answer.json()) as string[];
  };

  test.each(["stream", "iterable"])(
    "the parts of a result show as they are made: %s",
    async (kind) => {
      const { page } = await open("/results");
      await page.getByRole("button", { name: kind }).click();
      const parts = page.getByTestId("parts");
      await parts.filter({ hasText: /^first$/ }).waitFor();
      await openGate(kind);
      await parts.filter({ hasText: /^first last$/ }).waitFor();
    },
  );

  test("an upload tells how much of it is sent, and its answer shows as it is made", async () => {
    const { page, problems } = await open("/results");
    await page.getByRole("button", { name: "upload" }).click();
    const parts = page.getByTestId("parts");
    await parts.filter({ hasText: /^3000000 bytes$/ }).waitFor();
    expect(await page.getByTestId("sent").textContent()).toBe("growing all");
    await openGate("upload");
    await parts.filter({ hasText: /^3000000 bytes ünd done$/ }).waitFor();
    expect(problems).toEqual([]);
  });

  test("an upload goes out also where the code that tells how far it is does not come", async () => {
    const { page } = await open("/results");
    await page.route(/\/_edict\/|post-upload/, (route) => route.abort());
    await page.getByRole("button", { name: "upload" }).click();
    await openGate("upload");
    await page
      .getByTestId("parts")
      .filter({ hasText: /^3000000 bytes ünd done$/ })
      .waitFor();
    expect(await page.getByTestId("sent").textContent()).toBe("");
  });

  test("an action begins before its upload has come, and the browser waits for its reading", async () => {
    const { page, problems } = await open("/results");
    await page.getByRole("button", { name: "coming file" }).click();
    const begun = "begun:coming coming.bin video/x 40000000";
    await expect.poll(() => openGate("none")).toContain(begun);
    expect(await page.getByTestId("share").textContent()).not.toBe("all");
    await openGate("coming");
    await page.getByTestId("answer").filter({ hasText: "40000000 bytes of coming" }).waitFor();
    expect(await page.getByTestId("share").textContent()).toBe("all");
    expect(problems).toEqual([]);
  });

  test("the answer of an action that leaves its upload unread comes", async () => {
    const { page, problems } = await open("/results");
    await page.getByRole("button", { name: "unread file" }).click();
    await page.getByTestId("answer").filter({ hasText: "did not want unread.bin" }).waitFor();
    expect(problems).toEqual([]);
  });

  test("an action sees that its upload was given up", async () => {
    const { page } = await open("/results");
    await page.getByRole("button", { name: "closed file" }).click();
    await expect.poll(() => openGate("none")).toContain("begun:closed closed.bin video/x 40000000");
    await page.close();
    await openGate("closed");
    await expect.poll(() => openGate("none")).toContain("broken:closed BrokenUploadError");
  });

  test("a promise inside a result comes when it is settled", async () => {
    const { page } = await open("/results");
    await page.getByRole("button", { name: "promise" }).click();
    await page.getByTestId("parts").filter({ hasText: "first" }).waitFor();
    await page.getByTestId("later").filter({ hasText: "waiting" }).waitFor();
    await openGate("promise");
    await page.getByTestId("later").filter({ hasText: "last" }).waitFor();
  });

  test("an element that an action returns shows at once, and its late part when it is made", async () => {
    const { page, problems } = await open("/results");
    await page.getByRole("button", { name: "element" }).click();
    const rendered = page.getByTestId("rendered");
    await rendered.filter({ hasText: "waiting" }).waitFor();
    await openGate("element");
    await rendered.filter({ hasText: "firstlast" }).waitFor();
    expect(problems).toEqual([]);
  });

  test("of searches for every key that is pressed the last one counts, and the field keeps its text", async () => {
    const { page, problems } = await open("/results");
    const field = page.getByLabel("words");
    await field.pressSequentially("abc");
    await page.getByTestId("found").filter({ hasText: "searching" }).waitFor();
    await openGate("search-abc");
    await page.getByTestId("found").filter({ hasText: "found abc" }).waitFor();
    expect(await field.inputValue()).toBe("abc");
    expect(problems).toEqual([]);
  });

  test("an action sees that its call was given up, and the page is at rest at once", async () => {
    const { page, problems } = await open("/held");
    await page.getByRole("button", { name: "wait", exact: true }).click();
    await page.getByTestId("waiting").filter({ hasText: "waiting" }).waitFor();
    await expect.poll(() => openGate("none")).toContain("begun:by hand");
    await page.getByRole("button", { name: "give up" }).click();
    await page.getByTestId("waiting").filter({ hasText: "resting" }).waitFor();
    await expect.poll(() => openGate("none")).toContain("ended:by hand");
    expect(problems).toEqual([]);
  });

  test("an action sees that its visitor left", async () => {
    const { page } = await open("/held");
    await page.getByRole("button", { name: "wait until left" }).click();
    await expect.poll(() => openGate("none")).toContain("begun:left");
    await page.close();
    await expect.poll(() => openGate("none")).toContain("ended:left");
  });

  test("a cookie that is set quietly leaves the page as it is, until it is asked for again", async () => {
    const { page } = await open("/held");
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByRole("button", { name: "set quietly" }).click();
    const answer = await answered;
    expect(await answer.headerValue("set-cookie")).toMatch(/^quiet=set/);
    expect(answer.headers()["edict-revalidated"]).toBe("none");
    await page.getByTestId("pending").filter({ hasText: "idle" }).waitFor();
    expect(await page.getByTestId("quiet").textContent()).toBe("none");
    await page.reload();
    await page.getByTestId("quiet").filter({ hasText: "set" }).waitFor();
  });

  test("a change shows in the visitor's other tabs, in one that was hidden once it is seen", async () => {
    const { page } = await open("/held");
    const other = await page.context().newPage();
    await visit(other, `${app().url}/counter`);
    await other.evaluate(() => {
      Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    });
    const before = Number(await page.getByTestId("count").textContent());
    await page.getByRole("button", { name: "increment at once" }).click();
    await page
      .getByTestId("count")
      .filter({ hasText: String(before + 1) })
      .waitFor();
    expect(await other.getByTestId("count").textContent()).toBe(String(before));
    await other.evaluate(() => {
      Object.defineProperty(document, "visibilityState", { value: "visible" });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await other
      .getByTestId("count")
      .filter({ hasText: String(before + 1) })
      .waitFor();
  });
});
