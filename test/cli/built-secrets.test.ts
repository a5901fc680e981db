import { randomBytes } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatKeyRing, parseKeyRing } from "../../src/server/index.ts";
import { makeKeyRing } from "../../src/server/keys/make-key.ts";
import { buildPackage, buildSmallApp, makeApp, removeApp } from "../vite/small-app.ts";

const inlineAction = `export default function Page() {
  const captured = Math.random();
  async function save() {
    "use server";
    console.log(captured);
  }
  return <form action={save}><button>Save</button></form>;
}
`;

let root = "";

beforeAll(async () => {
  await buildPackage();
  root = await makeApp({
    "app/layout.tsx": "export default ({ children }) => <html><body>{children}</body></html>;",
    "app/page.tsx": inlineAction,
  });
}, 120_000);

afterAll(() => removeApp(root));

test("no built file holds a key or the id secret, however they are spelled", async () => {
  const [fromEnv, fromFile] = [makeKeyRing(randomBytes), makeKeyRing(randomBytes)];
  const idSecret = randomBytes(24).toString("base64");
  await writeFile(join(root, ".env.production"), `EDICT_KEYS="${formatKeyRing(fromFile)}"\n`);
  const env = { EDICT_KEYS: formatKeyRing(fromEnv), EDICT_ID_SECRET: idSecret };
  const { code, output } = await buildSmallApp(root, env);
  expect(code, output).toBe(0);
  const secrets = [fromEnv, fromFile].map(({ active }) => Buffer.from(active.secret));
  const needles = [...secrets, Buffer.from(idSecret, "base64")].flatMap((bytes) => [
    bytes,
    Buffer.from(bytes.toString("base64").replace(/=+$/, "")),
    Buffer.from(bytes.toString("base64url")),
    Buffer.from(bytes.toString("hex")),
  ]);
  const entries = await readdir(join(root, ".edict"), { recursive: true, withFileTypes: true });
  const files = entries.filter(
    (entry) => entry.isFile() && !entry.parentPath.includes(join(".edict", "secrets")),
  );
  expect(files.length).toBeGreaterThan(5);
  for (const { parentPath, name } of files) {
    const bytes = await readFile(join(parentPath, name));
    for (const needle of needles) expect(bytes.includes(needle), name).toBe(false);
  }
}, 60_000);

test("no key that the documentation shows is one that a server takes", async () => {
  const pages = await readdir("docs", { recursive: true });
  const texts = await Promise.all(
    [
      ...pages.filter((page) => /\.mdx?$/.test(page)).map((page) => join("docs", page)),
      "README.md",
    ].map((page) => readFile(page, "utf8")),
  );
  const shown = texts.flatMap((text) => [...text.matchAll(/\bk\d+:[^\s"`,|]+/g)]);
  expect(shown.length).toBeGreaterThan(2);
  for (const [key] of shown) expect(parseKeyRing(key).ok, key).toBe(false);
});
