import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { loadConfig, type LoadedConfig } from "./load-config.ts";

const made: string[] = [];

afterEach(async () => {
  await Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true })));
});

async function appWith(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "edict-config-"));
  made.push(root);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return root;
}

async function load(
  files: Record<string, string>,
  env: Record<string, string | undefined> = {},
): Promise<LoadedConfig> {
  return loadConfig(await appWith(files), { command: "build", mode: "production", env });
}

test("without a file the defaults hold", async () => {
  const { file, problems, config } = await load({});
  expect({ file, problems, origins: config.origins }).toEqual({
    file: undefined,
    problems: [],
    origins: [],
  });
});

test.each([
  [
    "edict.config.ts",
    'const origins: string[] = ["https://a.example.com"];\nexport default { origins };',
  ],
  ["edict.config.mts", 'export default { origins: ["https://a.example.com"] satisfies string[] };'],
  ["edict.config.mjs", 'export default { origins: ["https://a.example.com"] };'],
  ["edict.config.js", 'module.exports = { origins: ["https://a.example.com"] };'],
  ["next.config.ts", 'export default { origins: ["https://a.example.com"] as const };'],
  ["next.config.mjs", 'export default { origins: ["https://a.example.com"] };'],
  ["next.config.js", 'module.exports = { origins: ["https://a.example.com"] };'],
])("%s is read", async (name, text) => {
  const { file, problems, config } = await load({ [name]: text });
  expect(problems).toEqual([]);
  expect(file).toBe(name);
  expect(config.origins).toEqual(["https://a.example.com"]);
});

test.each([
  ["next.config.js", "module.exports = { retain: 5 };", "module.exports = { retain: 7 };"],
  ["edict.config.mjs", "export default { retain: 5 };", "export default { retain: 7 };"],
  ["edict.config.ts", "export default { retain: 5 };", "export default { retain: 7 };"],
])("a changed %s is read anew", async (name, before, after) => {
  const root = await appWith({});
  const retained = async (text: string): Promise<number> => {
    await writeFile(join(root, name), text);
    const options = { command: "dev", mode: "development", env: {} } as const;
    return (await loadConfig(root, options)).config.retain;
  };
  expect([await retained(before), await retained(after)]).toEqual([5, 7]);
});

test("a configuration may import other files of the app", async () => {
  const { config, problems } = await load({
    "edict.config.ts": 'import { origins } from "./settings.ts";\nexport default { origins };',
    "settings.ts": 'export const origins: string[] = ["https://a.example.com"];',
  });
  expect(problems).toEqual([]);
  expect(config.origins).toEqual(["https://a.example.com"]);
});

test("a function is told the command and the mode", async () => {
  const { config } = await load({
    "edict.config.ts":
      "export default async ({ command, mode }) => ({ docsUrl: `/${command}/${mode}` });",
  });
  expect(config.docsUrl).toBe("/build/production");
});

test("a function of next.config is told the phase", async () => {
  const { config, problems } = await load({
    "next.config.js":
      "module.exports = (phase, { defaultConfig }) => ({ ...defaultConfig, docsUrl: `/${phase}` });",
  });
  expect(problems).toEqual([]);
  expect(config.docsUrl).toBe("/phase-production-build");
});

test("the functions that give rules for addresses are called, in either format", async () => {
  for (const name of ["edict.config.mjs", "next.config.mjs"]) {
    const { config, problems } = await load({
      [name]:
        'export default { async redirects() { return [{ source: "/old", destination: "/new", permanent: true }]; } };',
    });
    expect(problems).toEqual([]);
    expect(config.urlRules?.redirects).toMatchObject([{ source: "/old" }]);
  }
  const { problems } = await load({
    "edict.config.mjs": 'export default { headers() { throw new Error("no list"); } };',
  });
  expect(problems).toMatchObject([
    { severity: "error", message: expect.stringContaining("no list") },
  ]);
});

test("edict.config wins over next.config, and says so", async () => {
  const { file, problems } = await load({
    "edict.config.mjs": "export default {};",
    "next.config.mjs": "export default {};",
  });
  expect(file).toBe("edict.config.mjs");
  expect(problems).toMatchObject([{ severity: "warning", source: "next.config.mjs" }]);
});

test.each([
  ["that throws", 'throw new Error("no database");', "no database"],
  ["with a syntax error", "export default {", "could not be loaded"],
  ["that exports nothing", "export const origins = [];", "no configuration as its default export"],
  ["that exports a list", "export default [];", "no configuration as its default export"],
  ["whose function throws", 'export default () => { throw new Error("no key"); };', "no key"],
])("a file %s is one problem, and the defaults hold", async (_, text, message) => {
  for (const name of ["edict.config.mjs", "edict.config.ts"]) {
    const { problems, config } = await load({ [name]: text });
    expect(problems).toMatchObject([{ severity: "error", source: name, key: "" }]);
    expect(problems[0]?.message).toContain(message);
    expect(config.retain).toBe(3);
  }
});

test("a .js file may be written either way", async () => {
  const { problems, config } = await load({
    "edict.config.js": 'export default { docsUrl: "/docs" };',
    "package.json": "{}",
  });
  expect(problems).toEqual([]);
  expect(config.docsUrl).toBe("/docs");
});

test("the environment is completed from .env files before the configuration is read", async () => {
  const env: Record<string, string | undefined> = { EDICT_TEST_SET: "outside" };
  const { config } = await load(
    {
      ".env":
        'EDICT_TEST_SET=file\nEDICT_TEST_A=base\nEDICT_TEST_B=base\nEDICT_TEST_D="${EDICT_TEST_B} of ${EDICT_TEST_SET}"',
      ".env.production": "EDICT_TEST_B=mode",
      ".env.development": "EDICT_TEST_B=wrong",
      ".env.local": "EDICT_ORIGINS=https://a.example.com",
    },
    env,
  );
  expect(env).toMatchObject({
    EDICT_TEST_SET: "outside",
    EDICT_TEST_A: "base",
    EDICT_TEST_B: "mode",
    EDICT_TEST_D: "mode of outside",
  });
  expect(config.origins).toEqual(["https://a.example.com"]);
});

test("NODE_ENV is not taken from a file", async () => {
  const env: Record<string, string | undefined> = {};
  const { problems } = await load({ ".env": "NODE_ENV=development" }, env);
  expect(env["NODE_ENV"]).toBeUndefined();
  expect(problems).toMatchObject([{ severity: "warning", key: "NODE_ENV" }]);
});
