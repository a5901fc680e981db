// Takes the README's pictures of the forum, freshly seeded: docs/images/*.png.
// usage: npm run screenshots (after npm run build)
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("..", import.meta.url));
const command = join(root, "bin/edict.js");
const forum = join(root, "examples/forum");
const images = join(root, "docs/images");
const data = mkdtempSync(join(tmpdir(), "edict-screenshots-"));
const maxBytes = 200_000;

/** @type {[name: string, path: string, width: number, height: number, colorScheme: "light" | "dark"][]} */
const shots = [
  ["forum-375-light", "/", 375, 812, "light"],
  ["forum-375-dark", "/", 375, 812, "dark"],
  ["forum-1280-light", "/", 1280, 900, "light"],
  ["forum-1280-dark", "/", 1280, 900, "dark"],
  ["forum-post-1280-light", "/posts/2", 1280, 900, "light"],
];

const { NODE_ENV: _, ...env } = { ...process.env, FORUM_DATA: data };
const built = spawnSync(process.execPath, [command, "build", forum], { stdio: "inherit", env });
if (built.status !== 0) process.exit(1);
mkdirSync(images, { recursive: true });

const server = spawn(process.execPath, [command, "start", forum, "--port", "0"], {
  env,
  stdio: ["ignore", "pipe", "inherit"],
});
try {
  await takeAll(await addressOf(server));
} finally {
  if (server.exitCode === null) {
    server.kill("SIGTERM");
    await once(server, "exit");
  }
  rmSync(data, { recursive: true });
}

/** @param {string} url */
async function takeAll(url) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  try {
    for (const [name, path, width, height, colorScheme] of shots) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme });
      const page = await context.newPage();
      await page.goto(url + path, { waitUntil: "networkidle" });
      const file = join(images, `${name}.png`);
      await page.screenshot({ path: file, animations: "disabled" });
      await context.close();
      const bytes = statSync(file).size;
      console.log(`${file} ${Math.round(bytes / 1000)} kB`);
      if (bytes > maxBytes) throw new Error(`${file} has more than ${maxBytes} bytes`);
    }
  } finally {
    await browser.close();
  }
}

/**
 * The address that a server prints once it listens.
 * @param {import("node:child_process").ChildProcessByStdio<null, import("node:stream").Readable, null>} child
 * @returns {Promise<string>}
 */
function addressOf(child) {
  return new Promise((found, failed) => {
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += String(chunk);
      const url = /http:\S+/.exec(text)?.[0];
      if (url !== undefined) found(url);
    });
    child.once("exit", (code) => failed(new Error(`the forum ended with ${code}`)));
  });
}
