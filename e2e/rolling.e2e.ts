/**
 * Rolling deploys: two builds of the forum take turns behind one address, while members read, vote and write.
 * Between the builds the action that adds a comment changes its signature, and what the browser loads changes.
 */
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { useBrowser, visit } from "./browser.ts";
import { forumVisitors, press } from "./forum-visitors.ts";
import { buildExample, runProgram, type RunningApp } from "./run-app.ts";
import { freePort } from "../test/free-port.ts";
import { startFront } from "./start-front.ts";
import { startPostgres } from "./start-postgres.ts";

const long = process.env["EDICT_LONG"] === "1";
const switches = long ? 100 : 3;
const browser = useBrowser();
const secrets = {
  EDICT_ID_SECRET: "the ids of this test",
  EDICT_KEYS: `k1:${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64")}`,
};

/** Folders of the two builds, relative to the repository; each keeps the browser's files of the other. */
const folders = ["test/fixtures/apps/tmp-rolling-a", "test/fixtures/apps/tmp-rolling-b"] as const;

/** Makes the two builds, as a team would that deploys, and goes back. */
async function makeBuilds(): Promise<void> {
  const [first, second] = folders;
  const skipped = /\/(?:\.edict|\.data|node_modules)(?:\/|$)/;
  cpSync("examples/forum", first, { recursive: true, filter: (path) => !skipped.test(path) });
  await buildExample(first, secrets);
  const undo = [
    edit(
      `${first}/app/actions/comment.actions.ts`,
      "  _previous: FormState,\n  form: FormData,\n",
      '  _previous: FormState,\n  form: FormData,\n  _language = "en",\n',
    ),
    edit(`${first}/components/comment-section.tsx`, "Look for new ones", "Look for newer ones"),
  ];
  await buildExample(first, secrets);
  cpSync(first, second, { recursive: true });
  for (const restore of undo) restore();
  await buildExample(first, secrets);
}

function edit(file: string, from: string, to: string): () => void {
  const text = readFileSync(file, "utf8");
  if (!text.includes(from)) throw new Error(`${file} has no ${JSON.stringify(from)}`);
  writeFileSync(file, text.replace(from, to));
  return () => writeFileSync(file, text);
}

interface Deployed {
  readonly app: RunningApp;
  readonly port: number;
}

/** Starts the server of a build, as the load balancer's origin knows it. */
async function deploy(folder: string, env: Readonly<Record<string, string>>): Promise<Deployed> {
  const port = await freePort();
  const args = [resolve("bin/edict.js"), "start", folder, "--port", String(port)];
  return { port, app: await runProgram({ args, port, env: { ...env, ...secrets } }) };
}

/** A member who votes without JavaScript: reads the form from the page, and posts it. */
async function voteByForm(url: string, cookie: string): Promise<void> {
  const page = await fetch(url, { headers: { cookie } });
  const html = await page.text();
  if (page.status !== 200) throw new Error(`GET ${url} gave ${page.status}`);
  const form = html
    .split("<form")
    .find((part) => part.includes("Helpful") && part.includes("$ACTION_"));
  if (form === undefined) throw new Error("the page has no form to vote with");
  const fields = new FormData();
  for (const [input] of form.slice(0, form.indexOf("</form")).matchAll(/<input[^>]*>/g))
    fields.append(attributeOf(input, "name"), attributeOf(input, "value"));
  const origin = new URL(url).origin;
  const answer = await fetch(url, { method: "POST", body: fields, headers: { cookie, origin } });
  await answer.text();
  if (answer.status !== 200) throw new Error(`a vote gave ${answer.status}`);
}

function attributeOf(tag: string, name: string): string {
  const [, value = ""] = new RegExp(`${name}="([^"]*)"`).exec(tag) ?? [];
  return value.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");
}

/** Repeats `step` until told to stop; gives how often it was done, and what failed. */
function repeat(step: () => Promise<void>): {
  readonly stop: () => Promise<number>;
  readonly failures: string[];
} {
  const failures: string[] = [];
  let goesOn = true;
  let done = 0;
  const ended = (async () => {
    while (goesOn) {
      await step().then(
        () => (done += 1),
        (error: unknown) => failures.push(String(error)),
      );
    }
    return done;
  })();
  return {
    failures,
    stop: () => {
      goesOn = false;
      return ended;
    },
  };
}

async function addComment(page: Page, text: string): Promise<void> {
  await press(page, "Add comment");
  await page.locator("li[data-pending='false']").getByText(text, { exact: true }).waitFor();
}

test(
  `${switches} switches between two builds under load: no failed action, no lost input, no 5xx`,
  async () => {
    const postgres = await startPostgres();
    const front = await startFront();
    const env = { DATABASE_URL: postgres.url, EDICT_ORIGINS: front.url };
    let live: Deployed | undefined;
    try {
      await makeBuilds();
      live = await deploy(folders[0], env);
      front.pointAt(live.port);
      const { signUp, openPage } = forumVisitors(browser, () => ({
        ...present(live).app,
        url: front.url,
      }));
      const [writer, voter] = [await signUp(), await signUp()];
      const post = `${front.url}/posts/1`;
      const cookie = voter.storageState.cookies
        .map(({ name, value }) => `${name}=${value}`)
        .join("; ");
      const { page, problems } = await openPage({ storageState: writer.storageState });
      const reader = await openPage();
      await visit(page, post);
      await visit(reader.page, front.url);
      const load = [
        repeat(() => voteByForm(post, cookie)),
        repeat(() => readAround(reader.page, post)),
      ];
      for (let turn = 1; turn <= switches; turn += 1) {
        const text = `Typed before switch ${turn}`;
        await page.getByLabel("Your comment").fill(text);
        const next = await deploy(folders[turn % 2 === 0 ? 0 : 1], env);
        const old = live;
        live = next;
        front.pointAt(next.port);
        const [code] = await Promise.all([old.app.stop(), addComment(page, text)]);
        expect(code, old.app.output()).toBe(0);
      }
      const done = await Promise.all(load.map(({ stop }) => stop()));
      expect(load.flatMap(({ failures }) => failures)).toEqual([]);
      expect(front.faults).toEqual([]);
      expect(done.every((count) => count > 0)).toBe(true);
      await visit(page, post);
      for (let turn = 1; turn <= switches; turn += 1)
        expect(await page.getByText(`Typed before switch ${turn}`, { exact: true }).count()).toBe(
          1,
        );
      expect([...problems, ...reader.problems].filter((line) => !line.includes("409"))).toEqual([]);
      process.stdout.write(
        `rolling deploys: ${switches} switches, ${front.answered()} answers, ${done.join(" + ")} rounds of load\n`,
      );
    } finally {
      await live?.app.stop();
      await front.stop();
      await postgres.stop();
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    }
  },
  long ? 1_800_000 : 180_000,
);

function present(live: Deployed | undefined): Deployed {
  if (live === undefined) throw new Error("nothing is deployed");
  return live;
}

/** Goes to a post and back without loading a document. */
async function readAround(page: Page, post: string): Promise<void> {
  await page.goto(post);
  await page.getByRole("link", { name: "Posts", exact: true }).click();
  await page.waitForURL(new URL("/", post).href);
}
