import { expect, test } from "vitest";
import { parseKeyRing, type AppBuild, type LogEntry } from "../server/index.ts";
import type { HostedBuild } from "./hosted-build.ts";
import { resolveHostOptions } from "./resolve-host-options.ts";

const keys = "k1:q83vASNFZ4mrze/+3LqYdlQyEAESIzRFVmd4iZqrvM0=";
const env = { EDICT_ORIGINS: "https://a.example, https://b.example", EDICT_KEYS: keys };

// What is not looked at before a request comes.
const build = { buildId: "b1", mode: "production" } as AppBuild;

function hosted(hosting: Partial<HostedBuild["hosting"]>, register = async () => {}): HostedBuild {
  return {
    ...build,
    register,
    hosting: {
      base: undefined,
      files: [],
      settings: { origins: [] },
      storage: undefined,
      ...hosting,
    },
  };
}

test("origins and keys come from the environment", () => {
  const { options, source } = resolveHostOptions(build, {}, env);
  expect(options.origins).toEqual(["https://a.example", "https://b.example"]);
  expect(options.keys.active.kid).toBe("k1");
  expect(source).toBe(build);
});

test("what is given comes first, then the environment, then the build", () => {
  const app = hosted({ settings: { origins: ["https://built.example"], callsPerMinute: 7 } });
  const originsOf = (given: object, of: object): readonly string[] =>
    resolveHostOptions(app, given, { EDICT_KEYS: keys, ...of }).options.origins;
  expect(originsOf({ origins: ["https://given.example"] }, env)).toEqual(["https://given.example"]);
  expect(originsOf({}, env)).toEqual(["https://a.example", "https://b.example"]);
  expect(originsOf({}, { EDICT_ORIGINS: " " })).toEqual(["https://built.example"]);
  const { options } = resolveHostOptions(app, { callsPerMinute: 9 }, env);
  expect(options.callsPerMinute).toBe(9);
  expect(resolveHostOptions(app, {}, env).options.callsPerMinute).toBe(7);
});

test.each([
  ["without an origin of its own", { EDICT_KEYS: keys }, "EDICT_ORIGINS="],
  ["without keys", { EDICT_ORIGINS: "https://a.example" }, "edict keys new"],
  ["with keys that are none", { ...env, EDICT_KEYS: "k1:short" }, "EDICT_KEYS: entry 1"],
  ["with a storage that nobody opened", { ...env, EDICT_STORAGE: "lmdb:./x" }, "connectStorage()"],
])("a server %s is not made, and says what to do", (_, given, sentence) => {
  expect(() => resolveHostOptions(build, {}, given)).toThrow(sentence);
});

test("a storage that the build names must be opened, and the message keeps its password", () => {
  const app = hosted({ storage: "redis://user:hidden-word@host" });
  expect(() => resolveHostOptions(app, {}, env)).toThrow(/"redis"(?!.*hidden-word)/s);
  expect(() => resolveHostOptions(app, {}, { ...env, EDICT_STORAGE: "memory" })).not.toThrow();
});

test("a key that is weaker than it could be is told", () => {
  const log: LogEntry[] = [];
  const weak = { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: "q83vASNFZ4mrze/+3LqYdg==" };
  const given = { log: (entry: LogEntry) => log.push(entry) };
  resolveHostOptions(build, given, { EDICT_ORIGINS: "https://a.example", ...weak });
  expect(log).toEqual([{ level: "warn", line: expect.stringContaining("has 16 bytes") }]);
});

test("register() of the app runs once before its first request, and again where it failed", async () => {
  let runs = 0;
  const app = hosted({}, async () => {
    runs += 1;
    if (runs === 1) throw new Error("the database is away");
  });
  const { source } = resolveHostOptions(app, {}, env);
  if (typeof source !== "function") throw new Error("it is given a build at once");
  expect(runs).toBe(0);
  await expect(Promise.all([source(), source()])).rejects.toThrow("the database is away");
  expect(await Promise.all([source(), source()])).toEqual([app, app]);
  expect(source()).toBe(app);
  expect(runs).toBe(2);
});

test("files are found beside the module of the build", () => {
  const file = {
    path: "/a%20b.txt",
    name: "a b.txt",
    type: "text/plain",
    etag: '"1"',
    immutable: false,
  };
  const app = hosted({ base: "file:///srv/shop/.edict/build/app.js", files: [file] });
  const { options } = resolveHostOptions(app, {}, env);
  expect(options.staticFiles?.get("/a%20b.txt")?.file).toBe(
    "/srv/shop/.edict/build/client/a b.txt",
  );
});

test("keys that are given are not asked of the environment", () => {
  const ring = parseKeyRing(keys);
  if (!ring.ok) throw new Error(ring.error);
  const given = { keys: ring.value, origins: ["https://a.example"] };
  expect(resolveHostOptions(build, given, {}).options.keys).toBe(ring.value);
});
