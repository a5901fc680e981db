import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { profiles } from "../test/threats/harness/profiles.ts";
import { buildThreatApp } from "../test/threats/harness/threat-app.ts";
import { startThreatServer, type ThreatServer } from "../test/threats/harness/threat-server.ts";
import { useBrowser } from "./browser.ts";

// What of the bad inputs of test/threats only a browser can send: the headers are its own.

const browser = useBrowser();
let app: ThreatServer | undefined;
let otherSite: Server | undefined;

beforeAll(async () => {
  app = await startThreatServer(await buildThreatApp(), profiles.plain);
  otherSite = createServer((request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(pages[request.url ?? ""]?.(theApp()) ?? "nothing here");
  }).listen(0, "127.0.0.1");
  await once(otherSite, "listening");
}, 90_000);

afterAll(async () => {
  await app?.stop();
  otherSite?.close();
});

function theApp(): ThreatServer {
  if (app === undefined) throw new Error("the threat app did not start");
  return app;
}

/** The other site by a host name: `localhost` is the same site as the app, `127.0.0.1` is another. */
function otherSiteAt(host: "localhost" | "127.0.0.1"): string {
  if (otherSite === undefined) throw new Error("the other site did not start");
  // It listens on a port of TCP.
  return `http://${host}:${(otherSite.address() as AddressInfo).port}`;
}

function formOf(to: ThreatServer, type: string): string {
  return `<form method="post" action="${to.origin}/" enctype="${type}">
    <input type="hidden" name="$ACTION_ID_${to.idOf("submitVault")}" value="">
    <button>Win a prize</button>
  </form>`;
}

const types = ["multipart/form-data", "application/x-www-form-urlencoded", "text/plain"] as const;

/** The pages of the other site, by their paths. */
const pages: Readonly<Record<string, (to: ThreatServer) => string>> = {
  ...Object.fromEntries(
    types.map((type) => [`/form/${type}`, (to: ThreatServer) => formOf(to, type)]),
  ),
  "/sandboxed": (to) =>
    `<iframe sandbox="allow-forms allow-scripts" srcdoc='${formOf(to, "multipart/form-data")}'></iframe>`,
  "/fetch": () => "a page that calls",
};

/** Presses the button of a page or of its frame, and gives the status of what it leads to. */
async function press(page: Page, url: string): Promise<number> {
  await page.goto(url);
  await theApp().report();
  const answered = page.waitForResponse((response) => response.url() === `${theApp().origin}/`);
  const frame = page.frames().at(-1) ?? page.mainFrame();
  await frame.getByRole("button").click();
  return (await answered).status();
}

async function expectRefusal(headers: string): Promise<void> {
  const { runs, loads, log, stray } = await theApp().report();
  expect({ runs, loads, stray }).toEqual({ runs: [], loads: [], stray: [] });
  expect(log.map(({ line }) => line)).toEqual([expect.stringContaining(headers)]);
}

// Without JavaScript, so that nothing but the browser itself decides what is sent.
const plainly = { javaScriptEnabled: false };

test.each(types)("C14: the form of another site is refused as %s", async (type) => {
  const { page } = await browser.open(plainly);
  expect(await press(page, `${otherSiteAt("127.0.0.1")}/form/${type}`)).toBe(403);
  await expectRefusal(`Origin "${otherSiteAt("127.0.0.1")}", Sec-Fetch-Site "cross-site"`);
});

test.each(types)("C2: the form of a sibling of the same site is refused as %s", async (type) => {
  const { page } = await browser.open(plainly);
  expect(await press(page, `${otherSiteAt("localhost")}/form/${type}`)).toBe(403);
  await expectRefusal(`Origin "${otherSiteAt("localhost")}", Sec-Fetch-Site "same-site"`);
});

test("C3: the form of a sandboxed frame is refused", async () => {
  const { page } = await browser.open(plainly);
  expect(await press(page, `${otherSiteAt("localhost")}/sandboxed`)).toBe(403);
  await expectRefusal('Origin "null", Sec-Fetch-Site "cross-site"');
});

test("the same form on a page of the app runs", async () => {
  const { page } = await browser.open(plainly);
  await page.goto(theApp().origin);
  await theApp().report();
  await page.getByRole("button", { name: "Submit to the vault" }).click();
  await expect.poll(async () => (await theApp().report()).runs).toEqual(["submitVault word"]);
});

test("C16: a page of another site cannot send the header that names an action", async () => {
  const { page } = await browser.open();
  await page.goto(`${otherSiteAt("127.0.0.1")}/fetch`);
  await theApp().report();
  const outcome = await page.evaluate(
    async ([url = "", id = ""]) => {
      try {
        await fetch(url, { method: "POST", body: "[]", headers: { "edict-action": id } });
        return "sent";
      } catch {
        return "stopped by the browser";
      }
    },
    [`${theApp().origin}/`, theApp().idOf("unlock")],
  );
  expect(outcome).toBe("stopped by the browser");
  const { runs, loads } = await theApp().report();
  expect({ runs, loads }).toEqual({ runs: [], loads: [] });
});

test("C1: what a page of another site may send without asking is refused", async () => {
  const { page } = await browser.open();
  await page.goto(`${otherSiteAt("127.0.0.1")}/fetch`);
  await theApp().report();
  await page.evaluate(
    async ([url = "", id = ""]) => {
      const body = new FormData();
      body.append(`$ACTION_ID_${id}`, "");
      await fetch(url, { method: "POST", mode: "no-cors", credentials: "include", body });
    },
    [`${theApp().origin}/`, theApp().idOf("submitVault")],
  );
  await expectRefusal(`Origin "${otherSiteAt("127.0.0.1")}", Sec-Fetch-Site "cross-site"`);
});
