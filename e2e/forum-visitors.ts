import { randomUUID } from "node:crypto";
import type { BrowserContextOptions, Page } from "playwright-core";
import type { OpenPage, TestBrowser } from "./browser.ts";
import type { RunningApp } from "./run-app.ts";

/** Someone with an account, as a browser context takes them. */
export interface Member {
  readonly email: string;
  readonly storageState: Exclude<BrowserContextOptions["storageState"], string | undefined>;
}

/** Who visits the forum in its stories. */
export interface ForumVisitors {
  /** Opens a page. */
  readonly openPage: (options?: BrowserContextOptions) => Promise<OpenPage>;
  /** Makes a new member through the sign-up form. */
  readonly signUp: () => Promise<Member>;
  /** Gives a member that stories share which change nothing of them. */
  readonly member: (who?: "author" | "stranger") => Promise<Member>;
}

/** What every member of the stories signs in with. */
export const memberPassword = "long-enough-1";

/** Makes the visitors of one running forum. */
export function forumVisitors(browser: TestBrowser, app: () => RunningApp): ForumVisitors {
  const openPage = browser.open;
  const signUp = async (): Promise<Member> => {
    const { page } = await openPage({ javaScriptEnabled: false });
    const email = `${randomUUID()}@forum.example`;
    await page.goto(`${app().url}/sign-up?next=/guide`);
    await page.getByLabel("Name").fill("Nia Bobbin");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill(memberPassword);
    await press(page, "Create account");
    await page.waitForURL(`${app().url}/guide`);
    return { email, storageState: await page.context().storageState() };
  };
  const shared = new Map<string, Member>();
  const member = async (who: "author" | "stranger" = "author"): Promise<Member> => {
    const known = shared.get(who) ?? (await signUp());
    shared.set(who, known);
    return known;
  };
  return { openPage, signUp, member };
}

/** Presses the button of that name. */
export function press(page: Page, name: string): Promise<void> {
  return page.getByRole("button", { name, exact: true }).click();
}
