import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useBrowser } from "./browser.ts";
import { freePort } from "../test/free-port.ts";

// Three instances behind nginx, with a Redis and a PostgreSQL of their own.
const browser = useBrowser();
let cluster: ChildProcess;
let url = "";

beforeAll(async () => {
  const port = await freePort();
  url = `http://localhost:${port}`;
  const script = resolve("examples/cluster/scripts/start-cluster.mjs");
  cluster = spawn(process.execPath, [script, "--port", String(port)], {
    env: { ...process.env, NODE_ENV: undefined },
    stdio: ["ignore", "pipe", "pipe"],
  });
  await new Promise<void>((done, fail) => {
    let said = "";
    const read = (chunk: Buffer): void => {
      said += chunk.toString();
      if (said.includes("Ready on")) done();
    };
    cluster.stdout?.on("data", read);
    cluster.stderr?.on("data", read);
    cluster.once("exit", () => fail(new Error(`the cluster did not start:\n${said}`)));
  });
}, 200_000);

afterAll(async () => {
  if (cluster.exitCode !== null) return;
  const ended = once(cluster, "exit");
  cluster.kill("SIGTERM");
  expect((await ended)[0]).toBe(0);
}, 60_000);

/** What a visitor reads on the board. */
async function readBoard(): Promise<{ instance: string; madeBy: string; text: string }> {
  const text = await (await fetch(url)).text();
  const of = (id: string): string => new RegExp(`id="${id}">([^<]*)`).exec(text)?.[1] ?? "";
  return { instance: of("answered-by"), madeBy: of("made-by"), text };
}

test("what a visitor changes on one instance, all others see on every instance at once", async () => {
  const [writer, reader] = [await browser.open(), await browser.open()];
  await writer.page.goto(url);
  await writer.page.getByRole("button", { name: "Post" }).waitFor();
  const takenBy = new Set<string>();
  const answeredBy = new Set<string>();
  for (let round = 1; round <= 8; round += 1) {
    const note = `note ${round} of the story`;
    await writer.page.getByLabel("Note").fill(note);
    const answer = writer.page.waitForResponse(
      (response) => response.request().method() === "POST",
    );
    await writer.page.getByRole("button", { name: "Post" }).click();
    await answer;
    // The answer is there: nobody is shown the board of before, wherever they land.
    for (const { instance, text } of await Promise.all([1, 2, 3, 4, 5, 6].map(readBoard))) {
      expect(text, `round ${round}, instance ${instance}`).toContain(note);
      answeredBy.add(instance);
    }
    const item = writer.page.locator("#notes li", { hasText: note });
    takenBy.add((await item.locator("small").innerText()).replace("taken by instance ", ""));
  }
  await reader.page.goto(url);
  await reader.page.getByText("note 8 of the story").waitFor();
  expect(takenBy.size).toBeGreaterThan(1);
  expect(answeredBy).toEqual(new Set(["1", "2", "3"]));
  expect([...writer.problems, ...reader.problems]).toEqual([]);
}, 60_000);

test("what one instance read from the database, the others serve from what it kept", async () => {
  const { page } = await browser.open();
  await page.goto(url);
  const post = page.getByRole("button", { name: "Post" });
  await post.waitFor();
  await expect
    .poll(
      async () => {
        // A value is kept beside the answer that it was made for: who asks in that moment makes one of its own.
        await page.getByLabel("Note").fill("what is read once");
        const answer = page.waitForResponse((response) => response.request().method() === "POST");
        await post.click();
        await answer;
        await setTimeout(300);
        const boards = await Promise.all([1, 2, 3, 4, 5, 6].map(readBoard));
        expect(new Set(boards.map(({ instance }) => instance)).size).toBe(3);
        return new Set(boards.map(({ madeBy }) => madeBy)).size;
      },
      { timeout: 30_000 },
    )
    .toBe(1);
}, 60_000);

test("without JavaScript it is the same", async () => {
  const { page } = await browser.open({ javaScriptEnabled: false });
  await page.goto(url);
  await page.getByLabel("Note").fill("posted as a plain form");
  await page.getByRole("button", { name: "Post" }).click();
  await page.getByText("posted as a plain form").waitFor();
  for (const { text } of await Promise.all([1, 2, 3].map(readBoard)))
    expect(text).toContain("posted as a plain form");
}, 30_000);
