import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseKeyRing } from "../../src/server/index.ts";
import { appWith, run } from "./run-line.ts";

/** A line as it is set, and the ring in it; throws when a server would refuse it. */
function ringIn(text: string): readonly string[] {
  const [, value] = /EDICT_KEYS="([^"]+)"/.exec(text) ?? [];
  const ring = parseKeyRing(value ?? "");
  if (!ring.ok) throw new Error(`${ring.error}: ${text}`);
  return ring.value.keys.map(({ kid }) => kid);
}

const valueIn = (text: string): string => /"([^"]+)"/.exec(text)?.[1] ?? "";

test("keys new prints lines that a server and a build take, and where to put them beside", async () => {
  const cwd = await appWith({});
  const { code, out, err } = await run("keys new", cwd);
  expect(code).toBe(0);
  expect(out).toMatch(
    /^EDICT_KEYS="k\d{8}:[A-Za-z0-9+/]{43}="\nEDICT_ID_SECRET="[A-Za-z0-9+/]{43}="\n$/,
  );
  expect(ringIn(out)).toHaveLength(1);
  expect(err).toContain("environment of every server");
  expect((await run("keys new", cwd)).out).not.toBe(out);
});

test("keys new warns where open pages would lose their keys", async () => {
  const { out, err } = await run("keys new", await appWith({}), {
    env: { EDICT_KEYS: "k1:any", EDICT_ID_SECRET: "any" },
  });
  expect(ringIn(out)).toHaveLength(1);
  expect(out).not.toContain("EDICT_ID_SECRET");
  expect(err).toContain("edict keys rotate");
});

test("keys rotate puts a new key in front of those of the environment, and says what several servers need first", async () => {
  const cwd = await appWith({});
  const first = (await run("keys new", cwd)).out;
  const { code, out, err } = await run("keys rotate", cwd, { env: { EDICT_KEYS: valueIn(first) } });
  expect(code).toBe(0);
  const [old] = ringIn(first);
  const [added, ...kept] = ringIn(out);
  expect(added).not.toBe(old);
  expect(kept).toEqual([old]);
  expect(out).toContain(valueIn(first));
  expect(ringIn(err)).toEqual([old, added]);
  expect(err).toContain("To retire a key");
});

test("keys rotate reads .env files, and names what it drops", async () => {
  const cwd = await appWith({});
  let line = (await run("keys new", cwd)).out;
  const [oldest] = ringIn(line);
  let last = { code: 1, out: "", err: "" };
  for (let turn = 0; turn < 4; turn++) {
    await writeFile(join(cwd, ".env.production.local"), line);
    last = await run("keys rotate", cwd);
    line = last.out;
  }
  expect(ringIn(line)).toHaveLength(4);
  expect(ringIn(line)).not.toContain(oldest);
  expect(last.err).toContain(`Retired, because a ring keeps few keys: ${oldest}.`);
});

test("keys rotate rewrites the file of keys made here, readable by its owner alone", async () => {
  const cwd = await appWith({});
  const file = join(cwd, ".edict/secrets/keys");
  await mkdir(join(cwd, ".edict/secrets"), { recursive: true });
  const first = valueIn((await run("keys new", cwd)).out);
  await writeFile(file, `${first}\n`, { mode: 0o600 });
  const { code, out, err } = await run("keys rotate", cwd);
  expect({ code, out }).toEqual({ code: 0, out: "" });
  expect(err).toContain("Rotated <app>/.edict/secrets/keys. Start the server again.");
  expect(err).not.toContain(first);
  expect((await readFile(file, "utf8")).trim()).toMatch(/^k\d{8}:[^,]+,/);
  expect((await readFile(file, "utf8")).trim().endsWith(`,${first}`)).toBe(true);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test("keys rotate takes over Next's key of 32 bytes, and says why it cannot keep a shorter one", async () => {
  const cwd = await appWith({});
  const long = valueIn((await run("keys new", cwd)).out).replace(/^k\d+:/, "");
  const taken = await run("keys rotate", cwd, {
    env: { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: long },
  });
  expect(ringIn(taken.out).at(-1)).toBe("next");
  const short = Buffer.from(long, "base64").subarray(0, 16).toString("base64");
  const refused = await run("keys rotate", cwd, {
    env: { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: short },
  });
  expect(refused).toMatchObject({ code: 1, out: "" });
  expect(refused.err).toContain("has 16 bytes");
});

test.each([
  [{}, "There are no keys to rotate"],
  [{ EDICT_KEYS: "k1:c2hvcnQ=" }, "EDICT_KEYS: entry 1 (k1) has 5 bytes, 32 are needed"],
])("keys rotate with %j changes nothing and says why", async (env, message) => {
  const { code, out, err } = await run("keys rotate", await appWith({}), { env });
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toContain(message);
});

test("a misspelled verb is wrong usage", async () => {
  expect((await run("keys rotat")).err).toContain("Did you mean rotate?");
  expect((await run("keys")).err).toContain("new or rotate");
  expect((await run("keys")).code).toBe(2);
});
