import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from "playwright-core";
import { afterEach, beforeAll } from "vitest";

/** What playwright-core 1.65 turns off: its list does not add up with ours, the last one counts. */
const turnedOffByPlaywright = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
];

/** Two pages of the browser's own that each window loads for its address bar: they cost more than most stories. */
const addressBar = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup"];

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  `--disable-features=${[...turnedOffByPlaywright, ...addressBar].join(",")}`,
];

/** Pages of the tests, each in a fresh profile of one browser process. */
export interface TestBrowser {
  /** Opens a page in a context of its own, which ends with its test. Errors on the page are kept in `problems`. */
  readonly open: (options?: BrowserContextOptions) => Promise<OpenPage>;
}

/** A page, and what went wrong on it. */
export interface OpenPage {
  readonly page: Page;
  /** Uncaught errors, and console errors. */
  readonly problems: string[];
}

/** The browser of this process: the files that a worker runs share it, each test has a profile of its own. */
const started = new Map<"chromium", Promise<Browser>>();

/** Starts Chromium before the tests of a file, where it does not run yet; it ends with this process. */
export function useBrowser(): TestBrowser {
  const contexts = new Set<BrowserContext>();
  beforeAll(async () => {
    await runningBrowser();
  });
  afterEach(async () => {
    await Promise.all(Array.from(contexts, (context) => context.close()));
    contexts.clear();
  });
  return {
    open: async (options = {}) => {
      const context = await (await runningBrowser()).newContext(options);
      contexts.add(context);
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

async function runningBrowser(): Promise<Browser> {
  const known = await started.get("chromium");
  if (known?.isConnected() === true) return known;
  const starting = chromium.launch({
    executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
    args: flags,
  });
  started.set("chromium", starting);
  return starting;
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
