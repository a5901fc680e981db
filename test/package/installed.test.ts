import { spawn, spawnSync } from "node:child_process";
import { access, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { installPackage } from "./install-package.ts";

let root = "";

beforeAll(async () => {
  root = await installPackage();
}, 120_000);

afterAll(async () => {
  await rm(root, { recursive: true });
});

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const command = (): string => join(root, "node_modules/edict/bin/edict.js");
const { NODE_ENV: _test, FORCE_COLOR: _color, ...env } = process.env;

function edict(...args: string[]): Ended {
  return runIn(root, process.execPath, [command(), ...args]);
}

function runIn(cwd: string, program: string, args: readonly string[]): Ended {
  return spawnSync(program, args, { cwd, encoding: "utf8", env, timeout: 60_000 });
}

test("the tarball brings the pages: explain prints and lists them", () => {
  const page = edict("explain", "SKEW");
  expect(page).toMatchObject({ status: 0, stderr: "" });
  expect(page.stdout).toMatch(/^SKEW: the page comes from another build\n/);
  expect(page.stdout).toContain("(node_modules/edict/docs/guide/deploy.md#keys-and-secrets)");
  const list = edict("explain");
  expect(list).toMatchObject({ status: 0, stderr: "" });
  expect(list.stdout).toContain("\n  use-server-not-first ");
});

test("the address of a finding is a file that is there", async () => {
  const files = {
    "app/layout.tsx": "export default ({ children }) => <html><body>{children}</body></html>;",
    "app/page.tsx": 'import { a } from "./a";\nexport default () => <p>{a}</p>;',
    "app/a.ts": '"use server";\nexport const a = 1;\n',
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  const { status, stdout } = edict("check", "--fix", "--format", "json");
  expect(status).toBe(1);
  const found = JSON.parse(stdout) as { readonly docs: string }[]; // the promised keys
  expect(found).toHaveLength(1);
  const page = await readFile(join(root, found[0]?.docs ?? ""), "utf8");
  expect(page).toContain("code: invalid-use-server-value");
});

test("the plugin's pages are files of the package", async () => {
  const script = `import edict from "edict/eslint";
    import { existsSync } from "node:fs";
    const urls = Object.values(edict.rules).map(({ meta }) => new URL(meta.docs.url));
    console.log(JSON.stringify({ count: urls.length, missing: urls.filter((url) => !existsSync(url)) }));`;
  const args = ["--input-type=module", "-e", script];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: "utf8",
    timeout: 60_000,
  });
  expect(stderr).toBe("");
  const { count, missing } = JSON.parse(stdout) as { count: number; missing: unknown[] }; // written above
  expect(count).toBeGreaterThan(10);
  expect(missing).toEqual([]);
});

/** What npm would install in an app, without a network: links to what is here. */
async function linkDependencies(app: string): Promise<void> {
  const { dependencies, devDependencies } = JSON.parse(
    await readFile(join(app, "package.json"), "utf8"),
  ) as Record<string, object>; // as the test before holds
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
    const link = join(app, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(resolve(name === "edict" ? root : ".", "node_modules", name), link);
  }
}

async function startApp(app: string): Promise<string> {
  const server = spawn(process.execPath, [command(), "start", "--port", "0"], {
    cwd: app,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const ended = new Promise<number | null>((done) => server.once("exit", done));
  onTestFinished(async () => {
    server.kill("SIGTERM");
    await ended;
  });
  return new Promise((done, fail) => {
    for (const stream of [server.stdout, server.stderr])
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        const url = /^Ready on (http:\/\/\S+)\n/m.exec(text)?.[1];
        if (url !== undefined) done(url);
      });
    void ended.then((code) => fail(new Error(`edict start ended with ${code}: ${text}`)));
  });
}

/** Posts the form of a page as a browser without JavaScript does. */
async function postForm(url: string, fields: Readonly<Record<string, string>>): Promise<string> {
  const html = await (await fetch(url)).text();
  const form = new FormData();
  for (const [, name = "", , value = ""] of html.matchAll(
    /<input type="hidden" name="([^"]+)"( value="([^"]*)")?/g,
  ))
    form.append(name, value.replaceAll("&quot;", '"').replaceAll("&amp;", "&"));
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const answer = await fetch(url, { method: "POST", body: form, headers: { origin: url } });
  expect(answer.status).toBe(200);
  return answer.text();
}

test("new makes an app that is right, and serves its form without JavaScript", async () => {
  const made = edict("new", "made");
  expect(made).toMatchObject({ status: 0, stderr: "" });
  const app = join(root, "made");
  const [, pack = ""] = /^ {2}npm (pack .+)$/m.exec(made.stdout) ?? [];
  expect(runIn(app, "npm", [...pack.split(" "), "--silent"])).toMatchObject({ status: 0 });
  const [, tarball = ""] =
    /"edict": "file:([^"]+)"/.exec(await readFile(join(app, "package.json"), "utf8")) ?? [];
  await access(join(app, tarball));
  await linkDependencies(app);
  const checked = runIn(app, process.execPath, [command(), "check"]);
  expect(checked).toMatchObject({ status: 0, stdout: "" });
  expect(checked.stderr).toMatch(/^No problems in \d+ files\.\n$/);
  expect(runIn(app, resolve("node_modules/.bin/tsc"), [])).toMatchObject({ status: 0, stdout: "" });
  const built = runIn(app, process.execPath, [command(), "build"]);
  expect(built.status, built.stderr).toBe(0);
  const url = await startApp(app);
  const refused = await postForm(url, { title: " ", text: "Buy <milk>" });
  expect(refused).toContain('role="alert"');
  expect(refused).toMatch(/id="title"[^>]* aria-invalid="true"/);
  expect(refused).toContain("Give it a title of 1 to 80 characters.");
  expect(refused).toMatch(/<textarea[^>]*>Buy &lt;milk&gt;<\/textarea>/);
  expect(refused).toContain("Nothing yet.");
  const saved = await postForm(url, { title: "Shopping", text: "Buy <milk>" });
  expect(saved).toContain("Saved: Shopping");
  expect(saved).toMatch(/<li><h3>Shopping<\/h3><p>Buy &lt;milk&gt;<\/p><\/li>/);
  expect(saved).toMatch(/<textarea[^>]*><\/textarea>/);
  // The page of the last calls belongs to development.
  for (const path of ["/_edict/", "/_edict/events"])
    expect((await fetch(url + path)).status).toBe(404);
}, 120_000);
