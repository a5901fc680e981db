import { expect, test } from "vitest";
import { knownNextKeys, readNextKeys, refusedNextKeys } from "./next-keys.ts";
import { resolveConfig, type RawConfig } from "./resolve-config.ts";

const resolve = (
  value: Record<string, unknown>,
  env: Record<string, string> = {},
  format: RawConfig["format"] = "edict",
): ReturnType<typeof resolveConfig> =>
  resolveConfig({ value, source: `${format}.config.ts`, format }, env);

const problemsOf = (...given: Parameters<typeof resolve>): string[] =>
  resolve(...given).problems.map(({ severity, key, message }) => `${severity} ${key}: ${message}`);

test("an empty configuration is all defaults", () => {
  expect(resolve({})).toEqual({
    config: {
      origins: [],
      trustProxy: false,
      basePath: "",
      trailingSlash: false,
      urlRules: undefined,
      serverActions: {
        allowedOrigins: [],
        allowMissingOrigin: false,
        dispatch: "ordered",
        limits: { reply: {} },
      },
      retain: 3,
      cacheLife: {},
      generateBuildId: undefined,
      docsUrl: undefined,
      rules: {},
    },
    problems: [],
  });
});

test("everything that is read is read without a word", () => {
  const generateBuildId = (): string => "v1";
  const { config, problems } = resolve({
    origins: ["https://Shop.example.com/", "http://localhost:8080"],
    trustProxy: ["10.0.0.0/8", "::1"],
    docsUrl: "https://docs.example.com/errors/",
    retain: 2,
    generateBuildId,
    serverActions: {
      bodySizeLimit: "2mb",
      timeoutSeconds: 1.5,
      allowedOrigins: [
        "proxy.example.com",
        "*.example.com",
        "**.example.com:8443",
        "http://localhost:*".slice(0, -2),
      ],
      allowMissingOrigin: true,
      maxRunning: 4,
      maxQueued: 2,
      maxFieldBytes: 2_048,
      maxDepth: 8,
    },
  });
  expect(problems).toEqual([]);
  expect(config).toMatchObject({
    origins: ["https://shop.example.com", "http://localhost:8080"],
    trustProxy: ["10.0.0.0/8", "::1"],
    docsUrl: "https://docs.example.com/errors",
    retain: 2,
    generateBuildId,
    serverActions: {
      allowedOrigins: [
        "proxy.example.com",
        "*.example.com",
        "**.example.com:8443",
        "http://localhost",
      ],
      allowMissingOrigin: true,
      limits: {
        maxBodyBytes: 2_097_152,
        actionTimeoutMs: 1_500,
        maxRunning: 4,
        maxQueued: 2,
        reply: { maxFieldBytes: 2_048, maxDepth: 8 },
      },
    },
  });
});

test("a resolved configuration cannot be changed, down to its lists", () => {
  const { config } = resolve({ origins: ["https://shop.example.com"] });
  expect(() => (config.origins as string[]).push("https://evil.example.com")).toThrow(TypeError);
  expect(() => Object.assign(config.serverActions.limits, { maxBodyBytes: 1 })).toThrow(TypeError);
});

test.each([
  [
    { origins: "https://shop.example.com" },
    'origins is "https://shop.example.com"; expected a list of origins',
  ],
  [
    { origins: ["shop.example.com"] },
    'origins is the list ["shop.example.com"]; expected a list of origins with scheme and host',
  ],
  [{ origins: ["https://shop.example.com/path"] }, "expected a list of origins"],
  [{ origins: ["https://user@shop.example.com"] }, "expected a list of origins"],
  [{ origins: ["*"] }, "expected a list of origins"],
  [{ trustProxy: true }, "trustProxy is true; expected false, a list of addresses"],
  [{ trustProxy: -1 }, "trustProxy is -1"],
  [{ trustProxy: ["proxy"] }, "trustProxy is the list"],
  [{ docsUrl: "javascript:alert(1)" }, "docsUrl is"],
  [
    { generateBuildId: "v1" },
    'generateBuildId is "v1"; expected a function that returns a text, or null.',
  ],
  [{ serverActions: true }, "serverActions is true; expected an object."],
  [{ serverActions: [] }, "serverActions is the list []; expected an object."],
  [
    { serverActions: { bodySizeLimit: "1 megabyte" } },
    'serverActions.bodySizeLimit is "1 megabyte"; expected a number of bytes or a size such as "1mb"',
  ],
  [{ serverActions: { bodySizeLimit: 0 } }, "serverActions.bodySizeLimit is 0"],
  [
    { serverActions: { timeoutSeconds: "30" } },
    'serverActions.timeoutSeconds is "30"; expected a number of seconds above 0',
  ],
  [{ serverActions: { timeoutSeconds: Infinity } }, "serverActions.timeoutSeconds is Infinity"],
  [{ serverActions: { maxDepth: 1.5 } }, "serverActions.maxDepth is 1.5; expected a whole number"],
  [{ serverActions: { allowedOrigins: ["*"] } }, 'serverActions.allowedOrigins is the list ["*"]'],
  [{ serverActions: { allowedOrigins: ["**"] } }, "a wildcard stands in front of a domain"],
  [{ serverActions: { allowedOrigins: ["a.*.com"] } }, "serverActions.allowedOrigins is"],
  [
    { serverActions: { allowMissingOrigin: "yes" } },
    'serverActions.allowMissingOrigin is "yes"; expected true or false.',
  ],
  [{ serverActions: {}, experimental: { serverActions: {} } }, "serverActions is written twice"],
])("%j is refused by name, with what is expected", (value, message) => {
  const { problems } = resolve(value);
  expect(problems.map(({ severity }) => severity)).toEqual(["error"]);
  expect(problems[0]?.message).toContain(message);
});

test("a wrong value leaves the default", () => {
  expect(resolve({ origins: 5, serverActions: { bodySizeLimit: "big" } }).config).toEqual(
    resolve({}).config,
  );
});

test("an unknown key is an error with the nearest known one", () => {
  expect(problemsOf({ orgins: [], serverActions: { bodySizelimit: 1 }, entirelyElse: 1 })).toEqual([
    "error serverActions.bodySizelimit: serverActions.bodySizelimit is no key of Edict's configuration; did you mean bodySizeLimit?",
    "error orgins: orgins is no key of Edict's configuration; did you mean origins?",
    "error entirelyElse: entirelyElse is no key of Edict's configuration and is ignored.",
  ]);
});

test("where an app is mounted is read and checked", () => {
  const value = {
    basePath: "/shop",
    trailingSlash: true,
    rules: { "unused-action": "error" },
    serverActions: { dispatch: "serial" },
  };
  const { config, problems } = resolve(value);
  expect(problems).toEqual([]);
  expect(config).toMatchObject({
    basePath: "/shop",
    trailingSlash: true,
    rules: { "unused-action": "error" },
    serverActions: { dispatch: "serial" },
  });
  for (const basePath of ["shop", "/shop/", "/a b", "/{x}", "/"])
    expect(problemsOf({ basePath })[0]).toContain("error basePath: ");
  expect(problemsOf({ rules: { "unused-action": "on" } })).toContain(
    'error rules.unused-action: rules.unused-action is "on"; expected "off" or "warning" or "error".',
  );
});

test("storage names a place, and EDICT_STORAGE takes precedence", () => {
  expect(resolve({}).config.storage).toBeUndefined();
  expect(resolve({ storage: "memory" }).config.storage).toEqual({ kind: "memory" });
  const lmdb = { kind: "lmdb", folder: "./calls" };
  expect(resolve({ storage: "lmdb:./calls" }).config.storage).toEqual(lmdb);
  expect(resolve({ storage: "memory" }, { EDICT_STORAGE: "lmdb:./calls" }).config.storage).toEqual(
    lmdb,
  );
  expect(problemsOf({ storage: "file:./x" })).toEqual([
    'error storage: storage is "file:./x". Write "memory", "lmdb:" and a folder, e.g. "lmdb:./.edict/storage", or the address of a Redis, e.g. "redis://localhost:6379".',
  ]);
  const { problems } = resolve({}, { EDICT_STORAGE: "redis://me:s3cret@localhost:port" });
  expect(problems).toMatchObject([
    {
      source: "EDICT_STORAGE",
      severity: "error",
      code: "config-invalid",
      // The password stays where it was written.
      message: expect.stringMatching(
        /^EDICT_STORAGE is "redis:\/\/…@localhost:port"\. Write "redis:\/\/host:6379"/,
      ),
    },
  ]);
});

test("which cookies say who a visitor is, and how many calls one may send, are settings", () => {
  const serverActions = { sessionCookies: ["sid", "__Host-auth*"], callsPerMinute: 120 };
  expect(resolve({ serverActions }).config.serverActions).toMatchObject(serverActions);
  expect(problemsOf({ serverActions: { sessionCookies: ["*"], callsPerMinute: 0 } })).toEqual([
    'error serverActions.sessionCookies: serverActions.sessionCookies is the list ["*"]; expected a list of names of cookies, e.g. ["session", "__Host-auth*"]; a * stands at the end of a name, never alone.',
    "error serverActions.callsPerMinute: serverActions.callsPerMinute is 0; expected a whole number of 1 or more.",
  ]);
});

test("EDICT_ORIGINS takes precedence, and is checked the same way", () => {
  const value = { origins: ["https://a.example.com"] };
  expect(
    resolve(value, { EDICT_ORIGINS: "https://b.example.com, https://c.example.com" }).config
      .origins,
  ).toEqual(["https://b.example.com", "https://c.example.com"]);
  expect(resolve(value, { EDICT_ORIGINS: " " }).config.origins).toEqual(["https://a.example.com"]);
  expect(problemsOf({}, { EDICT_ORIGINS: "b.example.com" })).toEqual([
    'error EDICT_ORIGINS: EDICT_ORIGINS is the list ["b.example.com"]; expected origins with scheme and host, separated by commas, e.g. https://shop.example.com.',
  ]);
});

test("serverActions is read at experimental.serverActions too", () => {
  const { config, problems } = resolve(
    { experimental: { serverActions: { bodySizeLimit: "4mb" } } },
    {},
    "next",
  );
  expect(problems).toEqual([]);
  expect(config.serverActions.limits.maxBodyBytes).toBe(4_194_304);
});

test("the switch of Next 13 is warned about, nothing else of experimental is swallowed", () => {
  expect(problemsOf({ experimental: { serverActions: true } }, {}, "next")).toEqual([
    expect.stringContaining(
      "warning experimental.serverActions: experimental.serverActions is a switch of Next 13",
    ),
  ]);
  expect(problemsOf({ experimental: { ppr: true } }, {}, "next")).toEqual([
    expect.stringContaining("warning experimental.ppr"),
  ]);
});

test("settings of Next that mean nothing here are warnings in next.config, errors in edict.config", () => {
  const value = { reactStrictMode: true, images: {} };
  expect(problemsOf(value, {}, "next")).toEqual([
    "warning reactStrictMode: reactStrictMode is a setting of Next that Edict does not read. In its place: <StrictMode> in the root layout.",
    expect.stringMatching(/^warning images: .* plain <img>: there is no optimiser/),
  ]);
  expect(problemsOf(value).every((line) => line.startsWith("error"))).toBe(true);
});

test("settings of Next without which the app would be another one are errors", () => {
  expect(problemsOf({ env: { SHOP: "tea" }, output: "export" }, {}, "next")).toEqual([
    expect.stringMatching(/^error env: .* another one without it\. In its place: .* \.env files/),
    expect.stringMatching(/^error output: .* makes a server/),
  ]);
  expect(problemsOf({ env: undefined, output: "standalone" }, {}, "next")).toEqual([
    expect.stringMatching(/^warning output: /),
  ]);
});

test("no key of Next is both read and ignored", () => {
  const all = [...readNextKeys.keys(), ...refusedNextKeys.keys(), ...knownNextKeys.keys()];
  expect(all.length).toBe(new Set(all).size);
  for (const key of readNextKeys.keys())
    if (!key.includes("."))
      expect(problemsOf({ [key]: Symbol.iterator }, {}, "next")).toEqual([
        expect.stringMatching(`^error ${key}: ${key} is a symbol; expected`),
      ]);
});

test("keys of the prototype are no keys", () => {
  const inherited = Object.create({ origins: 5 }) as Record<string, unknown>;
  expect(resolve(inherited).problems).toEqual([]);
  expect(
    problemsOf(JSON.parse('{"__proto__": 1, "constructor": 2}') as Record<string, unknown>),
  ).toHaveLength(2);
});

test("reads lives of cached values by name, and refuses what is none", () => {
  const lives = { products: { revalidate: 60, expire: 3_600 }, brief: { stale: 1 } };
  expect(resolve({ cacheLife: lives }).config.cacheLife).toEqual(lives);
  for (const life of [
    60,
    { revalidate: "60" },
    { revalidate: -1 },
    { expires: 60 },
    { revalidate: 60, expire: 1 },
  ])
    expect(resolve({ cacheLife: { products: life } }).problems).toMatchObject([
      { key: "cacheLife", severity: "error" },
    ]);
});

test("rules for addresses are checked where they are written", () => {
  const rule = { source: "/old", destination: "/new", permanent: true };
  expect(resolve({ redirects: [rule] }).config.urlRules?.redirects).toEqual([rule]);
  expect(problemsOf({ rewrites: [{ source: "old", destination: "/new" }] })).toEqual([
    'error rewrites: rewrites()[0].source "old" is no pattern: it does not begin with "/".',
  ]);
  expect(problemsOf({ headers: "x-frame-options: DENY" })).toEqual([
    'error headers: headers is "x-frame-options: DENY"; expected a function that returns a list of rules.',
  ]);
});
