import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useBrowser, visit } from "./browser.ts";
import { freePort } from "../test/free-port.ts";
import { spawn, type ChildProcess } from "node:child_process";

const root = resolve(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "edict-tarball-"));
const app = join(folder, "app-outside");
const browser = useBrowser();

const files: Record<string, string> = {
  "package.json": JSON.stringify({ name: "outside", private: true, type: "module" }),
  "app/layout.tsx": `import { Link } from "edict/client";
export default function Layout({ children }: { children: React.ReactNode }) {
  return <html lang="en"><body><Link href="/">home</Link>{children}</body></html>;
}`,
  "app/page.tsx": `import { Shout } from "./shout";
export default function Page() {
  const mark = "!";
  async function inline(data: FormData) {
    "use server";
    console.log("inline ran" + mark + String(data.get("x")));
  }
  return <main><h1>Outside</h1><Shout /><form action={inline}><button>inline</button></form></main>;
}`,
  "app/shout.tsx": `"use client";
import { useState } from "react";
import { shout } from "./shout.actions";
export function Shout() {
  const [text, setText] = useState("");
  return <><button onClick={async () => setText(await shout("hello"))}>shout</button><output>{text}</output></>;
}`,
  "app/shout.actions.ts": `"use server";
export async function shout(text: string): Promise<string> { return text.toUpperCase(); }`,
};

beforeAll(() => {
  mkdirSync(join(app, "app"), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(app, name), text);
  const packed = execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], {
    cwd: root,
    encoding: "utf8",
    timeout: 60_000,
  }).trim();
  const react = JSON.parse(readFileSync(join(root, "node_modules/react/package.json"), "utf8")) as {
    version: string;
  };
  execFileSync(
    "npm",
    [
      "install",
      "--silent",
      "--no-audit",
      "--no-fund",
      join(folder, packed),
      `react@${react.version}`,
      `react-dom@${react.version}`,
    ],
    { cwd: app, stdio: "inherit", timeout: 120_000 },
  );
}, 180_000);

const started: ChildProcess[] = [];
afterAll(async () => {
  await Promise.all(
    started
      .filter((child) => child.exitCode === null)
      .map((child) => {
        const ended = new Promise((done) => child.once("exit", done));
        child.kill("SIGTERM");
        return ended;
      }),
  );
  rmSync(folder, { recursive: true, force: true });
});

const { NODE_ENV: _, VITEST: __, ...env } = process.env;

function build(folder: string): void {
  const built = spawnSync(join(folder, "node_modules/.bin/edict"), ["build"], {
    cwd: folder,
    env,
    encoding: "utf8",
    timeout: 60_000,
  });
  expect(built.status, built.stdout + built.stderr).toBe(0);
}

async function run(verb: string, folder: string): Promise<string> {
  const port = await freePort();
  const child = spawn(join(folder, "node_modules/.bin/edict"), [verb, "--port", String(port)], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  started.push(child);
  await new Promise<void>((done, fail) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes(`:${port}`)) done();
    });
    child.once("exit", (code) => fail(new Error(`edict ${verb} ended with ${code}`)));
  });
  return `http://localhost:${port}`;
}

test.each(["start", "dev"])(
  "the packed package runs an app outside the repository: %s",
  async (verb) => {
    if (verb === "start") build(app);
    const url = await run(verb, app);
    const { page, problems } = await browser.open();
    await visit(page, url);
    await page.getByRole("button", { name: "shout" }).click();
    await page.getByText("HELLO", { exact: true }).waitFor();
    expect(problems).toEqual([]);
  },
  120_000,
);

test("edict new makes an app that npm installs from the tarball its maker came from", async () => {
  const made = join(folder, "made here");
  execFileSync(join(app, "node_modules/.bin/edict"), ["new", "../made here"], { cwd: app, env });
  execFileSync("npm", ["install", "--prefer-offline", "--silent", "--no-audit", "--no-fund"], {
    cwd: made,
    stdio: "inherit",
    timeout: 120_000,
  });
  build(made);
  const url = await run("start", made);
  const { page, problems } = await browser.open();
  await visit(page, url);
  await page.getByLabel("Text").fill("Buy milk");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").waitFor();
  const title = page.getByRole("textbox", { name: "Title", description: /^Give it a title/ });
  expect(await title.getAttribute("aria-invalid")).toBe("true");
  expect(await page.getByLabel("Text").inputValue()).toBe("Buy milk");
  await title.fill("Shopping");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("status").getByText("Saved: Shopping").waitFor();
  await page.getByRole("heading", { name: "Shopping" }).waitFor();
  expect(await page.getByLabel("Text").inputValue()).toBe("");
  expect(problems).toEqual([]);
}, 180_000);
