import { spawnSync } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { installPackage } from "./install-package.ts";

let root = "";

beforeAll(async () => {
  root = await installPackage();
}, 120_000);

afterAll(async () => {
  await rm(root, { recursive: true });
});

function edict(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { NODE_ENV: _test, FORCE_COLOR: _color, ...env } = process.env;
  const command = join(root, "node_modules/edict/bin/edict.js");
  return spawnSync(process.execPath, [command, ...args], {
    cwd: root,
    encoding: "utf8",
    env,
    timeout: 60_000,
  });
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
