import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from "playwright-core";
import { afterAll, beforeAll } from "vitest";

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Pages of one test file, in one browser process with a fresh profile. */
export interface TestBrowser {
  /** Opens a page in a context of its own. Errors on the page are kept in `problems`. */
  readonly open: (options?: BrowserContextOptions) => Promise<OpenPage>;
}

/** A page, and what went wrong on it. */
export interface OpenPage {
  readonly page: Page;
  /** Uncaught errors, and console errors. */
  readonly problems: string[];
}

/** Starts Chromium before the tests of a file and ends it after them. */
export function useBrowser(): TestBrowser {
  let browser: Browser | undefined;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
      args: flags,
    });
  });
  afterAll(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    await browser?.close();
  });
  return {
    open: async (options = {}) => {
      if (browser === undefined) throw new Error("the browser did not start");
      const context = await browser.newContext(options);
      contexts.push(context);
      context.setDefaultTimeout(10_000);
      // The first page in development waits for dependencies to be prepared.
      context.setDefaultNavigationTimeout(40_000);
      const page = await context.newPage();
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
      page.on("console", (message) => {
        // Every browser asks for an icon by itself; the pages of the tests have none.
        const isIcon = message.location().url.endsWith("/favicon.ico");
        if (message.type() === "error" && !isIcon) problems.push(`console: ${message.text()}`);
      });
      return { page, problems };
    },
  };
}

/** Goes to a page and waits until React has hydrated it. */
export async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await hydrated(page);
}

/** Waits until the page is interactive. */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForSelector("html[data-edict='ready']", {
    state: "attached",
    timeout: 40_000,
  });
}
