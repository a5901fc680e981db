import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { storiesApp } from "./apps.ts";
import { useBrowser, visit } from "./browser.ts";
import { runApp, type RunningApp } from "./run-app.ts";

const browser = useBrowser();

/** Pages that are made once for everybody, in real browsers; in development none is kept. */
describe("kept pages, production", () => {
  let app: RunningApp | undefined;
  beforeAll(async () => {
    app = await runApp({ dir: storiesApp, mode: "production" });
  }, 60_000);
  afterAll(async () => void (await app?.stop()), 30_000);

  const open = async (path: string) => {
    const opened = await browser.open();
    await visit(opened.page, `${app?.url ?? ""}${path}`);
    return opened;
  };
  const again = (page: Page, path: string): Promise<void> =>
    visit(page, `${app?.url ?? ""}${path}`);
  /** Another one for each time that the page was made. */
  const madeOn = (page: Page): Promise<string> => page.getByTestId("made").innerText();
  const shownOn = (page: Page): Promise<string> => page.getByTestId("shown").innerText();
  const isShown = (page: Page, text: string): Promise<void> =>
    page.getByTestId("shown").getByText(text, { exact: true }).waitFor();
  const click = (page: Page, name: string): Promise<void> =>
    page.getByRole("button", { name, exact: true }).click();
  const goTo = async (page: Page, name: string): Promise<void> => {
    await page.getByRole("link", { name: `To ${name}`, exact: true }).click();
    await page.getByRole("heading", { name: `Page ${name}`, exact: true }).waitFor();
  };
  const numbersOf = (shown: string): number[] => Array.from(shown.matchAll(/\d+/g), Number);

  test("one is the same for all until what it reads is changed, and new for all from then on", async () => {
    const { page: ann, problems } = await open("/kept/a");
    const { page: bob } = await open("/kept/a");
    expect(await madeOn(bob)).toBe(await madeOn(ann));
    const before = await madeOn(bob);
    const [note = 0, plain = 0] = numbersOf(await shownOn(ann));
    const tab = await ann.context().newPage();
    await again(tab, "/kept/a");
    await click(ann, "layout 0");
    await goTo(ann, "b");
    const changed = `note ${note + 1}, plain ${plain}`;
    await click(ann, "change the note");
    // Whoever changed it sees it in the answer, and on the page that they go back to; their other tab sees it too.
    await isShown(ann, changed);
    await isShown(tab, changed);
    await ann.goBack();
    await ann.getByRole("heading", { name: "Page a", exact: true }).waitFor();
    await isShown(ann, changed);
    await ann.goForward();
    await ann.getByRole("heading", { name: "Page b", exact: true }).waitFor();
    expect(await shownOn(ann)).toBe(changed);
    expect(await ann.getByRole("button", { name: "layout 1", exact: true }).count()).toBe(1);
    // So does everybody else, from one page that was made anew.
    await again(bob, "/kept/a");
    expect(await shownOn(bob)).toBe(changed);
    const after = await madeOn(bob);
    expect(after).not.toBe(before);
    await again(tab, "/kept/a");
    expect(await madeOn(tab)).toBe(after);
    expect(problems).toEqual([]);
  });

  test("a path ends its page alone, also where the browser had fetched it ahead", async () => {
    const { page: ann, problems } = await open("/kept/a");
    const { page: bob } = await open("/kept/a");
    const made = await madeOn(bob);
    await goTo(ann, "b");
    const [note = 0, plain = 0] = numbersOf(await shownOn(ann));
    await goTo(ann, "a");
    await ann.getByRole("link", { name: "To b", exact: true }).hover();
    await click(ann, "change page b");
    await goTo(ann, "b");
    await isShown(ann, `note ${note}, plain ${plain + 1}`);
    await again(bob, "/kept/a");
    expect(await madeOn(bob)).toBe(made);
    await again(bob, "/kept/b");
    expect(await shownOn(bob)).toBe(`note ${note}, plain ${plain + 1}`);
    expect(problems).toEqual([]);
  });

  test("whoever sees drafts gets each page anew, and nobody else sees one", async () => {
    const { page: ann, problems } = await open("/kept/a");
    const { page: bob } = await open("/kept/a");
    const made = await madeOn(bob);
    const shown = await shownOn(bob);
    await click(ann, "see drafts");
    await ann.getByTestId("shown").filter({ hasText: ", draft" }).waitFor();
    const seen = [made];
    for (const page of [ann, ann]) {
      await again(page, "/kept/a");
      expect(await shownOn(page)).toMatch(/, draft$/);
      seen.push(await madeOn(page));
    }
    expect(new Set(seen).size).toBe(3);
    await again(bob, "/kept/a");
    expect([await madeOn(bob), await shownOn(bob)]).toEqual([made, shown]);
    await click(ann, "leave drafts");
    await ann.getByText(", draft").waitFor({ state: "detached" });
    await again(ann, "/kept/a");
    expect(await madeOn(ann)).toBe(made);
    expect(problems).toEqual([]);
  });
});
