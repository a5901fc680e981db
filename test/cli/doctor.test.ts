import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { checkVersions } from "../../src/cli/doctor/check-versions.ts";
import type { Finding } from "../../src/cli/doctor/checkup.ts";
import type { ShownLimit } from "../../src/cli/doctor/list-limits.ts";
import { freePort } from "../free-port.ts";
import { askRedis, startRedis } from "../storage/start-redis.ts";
import { appWith, packageRoot, run, type GivenContext } from "./run-line.ts";

interface Report {
  readonly code: number;
  readonly findings: readonly Finding[];
  readonly limits: readonly ShownLimit[];
  readonly text: string;
}

async function examine(cwd: string, options = "", given: GivenContext = {}): Promise<Report> {
  const { code, out } = await run(`doctor --json${options}`, cwd, given);
  const { findings, limits } = JSON.parse(out) as Pick<Report, "findings" | "limits">;
  return { code, findings, limits, text: out };
}

const wrongIn = ({ findings }: Report): string[] =>
  findings
    .filter(({ severity, subject }) => severity !== "ok" && subject !== "node")
    .map(({ severity, subject }) => `${severity} ${subject}`);

const goodKey = "k7:q83vASNFZ4mrze/+3LqYdlQyEAESIzRFVmd4iZqrvM0=";

test("a fresh app is well, and nothing is written into it", { timeout: 30_000 }, async () => {
  const cwd = await appWith({ "package.json": "{}" });
  const report = await examine(cwd);
  expect(report.code).toBe(0);
  expect(wrongIn(report)).toEqual([]);
  expect(report.findings.map(({ subject }) => subject)).toEqual([
    "node",
    "react",
    "@vitejs/plugin-rsc",
    "vite",
    "EDICT_KEYS",
    "EDICT_ID_SECRET",
    "edict.config.ts",
  ]);
  expect((await readdir(cwd)).toSorted()).toEqual(["node_modules", "package.json"]);
});

test("what a server off loopback lacks is an error, with what to write", async () => {
  const report = await examine(await appWith({}), " --host 0.0.0.0");
  expect(report.code).toBe(1);
  expect(wrongIn(report)).toEqual(["error EDICT_KEYS", "error origins"]);
  const origins = report.findings.find(({ subject }) => subject === "origins");
  expect(origins?.hint).toContain('origins: ["https://your-domain.example"]');
  const env = { EDICT_KEYS: goodKey, EDICT_ORIGINS: "https://shop.example.com" };
  const well = await examine(await appWith({}), " --host 0.0.0.0", { env });
  expect(well.code).toBe(0);
  expect(wrongIn(well)).toEqual([]);
});

test.each([
  ["k1:c2hvcnQ=", "has 5 bytes"],
  [`k1:${Buffer.alloc(32, 7).toString("base64")}`, "is a sample"],
  [`k1:${Buffer.from("a password of thirty-two letters").toString("base64")}`, "is text"],
])("the weak key %s is an error, and no report holds a key", async (keys, reason) => {
  const report = await examine(await appWith({}), "", { env: { EDICT_KEYS: keys } });
  expect(report.code).toBe(1);
  expect(report.findings.find(({ subject }) => subject === "EDICT_KEYS")?.message).toContain(
    reason,
  );
  expect(report.text).not.toMatch(/[A-Za-z0-9+/]{43}=/);
});

test("a build server without an id secret is an error, a short one a warning", async () => {
  const cwd = await appWith({});
  const missing = await examine(cwd, "", { env: { CI: "1" } });
  expect([missing.code, wrongIn(missing)]).toEqual([1, ["error EDICT_ID_SECRET"]]);
  const short = await examine(cwd, "", { env: { CI: "1", EDICT_ID_SECRET: "short" } });
  expect([short.code, wrongIn(short)]).toEqual([0, ["warning EDICT_ID_SECRET"]]);
  expect(short.text).not.toContain('"short"');
});

test("a key file that others may read is an error", async () => {
  const cwd = await appWith({ ".edict/secrets/keys": `${goodKey}\n` });
  const file = join(cwd, ".edict/secrets/keys");
  await chmod(file, 0o644);
  expect(wrongIn(await examine(cwd))).toEqual(["error <app>/.edict/secrets/keys"]);
  await chmod(file, 0o600);
  expect(wrongIn(await examine(cwd))).toEqual([]);
});

test("settings that do not work together are named", async () => {
  const cwd = await appWith({
    "edict.config.mjs": `export default {
      origins: ["http://shop.example.com", "http://localhost:3000"],
      trustProxy: 1,
      retian: 2,
      serverActions: { bodySizeLimit: "100mb" },
    };`,
  });
  const report = await examine(cwd, " --host 0.0.0.0", { env: { EDICT_KEYS: goodKey } });
  expect(report.code).toBe(1);
  expect(wrongIn(report)).toEqual([
    "error retian",
    "warning origins",
    "warning trustProxy",
    "warning serverActions.maxBodyBytesInFlight",
  ]);
});

test("all limits are listed with key, value and default", async () => {
  const cwd = await appWith({
    "edict.config.mjs": "export default { serverActions: { timeoutSeconds: 90, maxDepth: 8 } };",
  });
  const { limits } = await examine(cwd);
  expect(limits).toHaveLength(21);
  expect(limits.filter((limit) => limit.value !== limit.default)).toEqual([
    {
      key: "timeoutSeconds",
      what: "from the start of an action to its outcome",
      value: 90,
      default: 30,
      unit: "seconds",
    },
    { key: "maxDepth", what: "levels of nesting", value: 8, default: 64, unit: "" },
  ]);
  const { out, err } = await run("doctor", cwd);
  expect(out).toMatch(/^ {2}timeoutSeconds +90 seconds \(default: 30\) +from the start/m);
  expect(out).toMatch(/^ {2}bodySizeLimit +1,048,576 bytes +body/m);
  expect(err).toMatch(/^0 errors, \d warnings?\.\n$/);
});

test.each([
  [{ react: "19.3.0" }, "react", "19.3.0 is installed"],
  [{ "@vitejs/plugin-rsc": "0.5.37" }, "@vitejs/plugin-rsc", "known holes"],
  [{ vite: "7.9.9" }, "vite", "8.3.0 or later"],
])("%j has known holes or lacks something, and is an error", async (older, subject, reason) => {
  const root = await mkdtemp(join(tmpdir(), "edict-doctor-"));
  onTestFinished(() => rm(root, { recursive: true }));
  const installed = { react: "19.3.1", "react-dom": "19.3.1", ...older };
  for (const [name, version] of Object.entries(installed)) {
    await mkdir(join(root, "node_modules", name), { recursive: true });
    await writeFile(
      join(root, "node_modules", name, "package.json"),
      JSON.stringify({ name, version }),
    );
  }
  const sources = { root, packageRoot, nodeVersion: "v24.0.0", now: new Date("2026-11-01") };
  const wrong = (await checkVersions(sources)).filter(({ severity }) => severity !== "ok");
  expect(wrong).toMatchObject([{ subject, severity: "error" }]);
  expect(wrong[0]?.message).toContain(reason);
  expect(wrong[0]?.hint).toContain(`npm install`);
});

test.each([
  ["v18.20.8", "2025-01-01", "error"],
  ["v20.18.0", "2025-01-01", "error"],
  ["v20.19.0", "2026-04-29", "ok"],
  ["v20.19.0", "2026-04-30", "warning"],
  ["v24.1.0", "2026-11-01", "ok"],
  ["v27.0.0", "2027-11-01", "ok"],
])("Node %s on %s is judged %s", async (nodeVersion, day, severity) => {
  const sources = { root: packageRoot, packageRoot, nodeVersion, now: new Date(day) };
  expect((await checkVersions(sources))[0]).toMatchObject({ subject: "node", severity });
});

test(
  "a storage that cannot be used is an error with what to do, one that forgets a warning",
  { timeout: 60_000 },
  async () => {
    const cwd = await appWith({ "a-file": "" });
    const storageOf = async (storage: string): Promise<Finding | undefined> => {
      const { findings } = await examine(cwd, "", { env: { EDICT_STORAGE: storage } });
      return findings.find(({ subject }) => subject === "storage");
    };
    expect(await storageOf("lmdb:./a-file")).toMatchObject({
      severity: "error",
      message: expect.stringContaining("could not be opened: it is a file"),
      hint: expect.stringContaining("Name a folder"),
    });
    expect(await storageOf("lmdb:./new")).toMatchObject({ severity: "ok" });
    const away = await storageOf(`redis://me:s3cret@127.0.0.1:${await freePort()}`);
    expect(away).toMatchObject({
      severity: "error",
      message: expect.stringMatching(/^The storage cannot be used: redis:.*ECONNREFUSED/),
      hint: expect.stringContaining("Start that server"),
    });
    expect(JSON.stringify(away)).not.toContain("s3cret");
    const server = await startRedis(["--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru"]);
    onTestFinished(() => server.stop());
    expect(await storageOf(server.url)).toMatchObject({
      severity: "warning",
      message: expect.stringContaining("maxmemory-policy noeviction"),
    });
    await askRedis(server.port, ["CONFIG", "SET", "maxmemory-policy", "noeviction"]);
    expect(await storageOf(server.url)).toMatchObject({
      severity: "ok",
      message: expect.stringMatching(/answers: version \d/),
    });
    expect(await askRedis(server.port, ["DBSIZE"])).toBe(0); // nothing was written there
  },
);
