import type { CacheLifeConfig } from "./edict-config.ts";
import { compilerCatalogue, type DiagnosticCode, type Severity } from "../errors/index.ts";
import type { ConfigProblem } from "./config-problem.ts";
import { hideRedisSecrets, parseStoragePlace, type StoragePlace } from "../storage/index.ts";
import { compileUrlRules, type RawUrlRules } from "../routing/index.ts";
import { createKeyReader, type KeyReader } from "./key-reader.ts";
import { knownNextKeys, refusedNextKeys } from "./next-keys.ts";
import type { LimitOverrides, ReplyOverrides, ResolvedConfig } from "./resolved-config.ts";
import { isRecord, oneOf, valueKinds } from "./value-kind.ts";

const diagnosticCodes = Object.keys(compilerCatalogue) as DiagnosticCode[]; // the catalogue is keyed by code

/** A configuration as it was written. */
export interface RawConfig {
  /** What the file exports, functions called; `{}` without a file. */
  readonly value: Readonly<Record<string, unknown>>;
  /** Name of the file, for messages. */
  readonly source: string;
  readonly format: "edict" | "next";
}

/** A resolved configuration and what was found wrong on the way; wrong keys have their defaults. */
export interface ConfigResolution {
  readonly config: ResolvedConfig;
  readonly problems: readonly ConfigProblem[];
}

/** Checks a configuration key by key and fills in the defaults; `env` may override some keys. */
export function resolveConfig(
  raw: RawConfig,
  env: Readonly<Record<string, string | undefined>>,
): ConfigResolution {
  const problems: ConfigProblem[] = [];
  const report = (problem: ConfigProblem): void => void problems.push(problem);
  const keys = createKeyReader(raw.format === "next" ? withoutNextKeys(raw, report) : raw.value, {
    source: raw.source,
    path: "",
    unknownKeys: raw.format === "next" ? "warning" : "error",
    report,
  });
  const config: ResolvedConfig = {
    origins: readEnvOrigins(env, report) ?? keys.read("origins", valueKinds.origins, []),
    trustProxy: keys.read("trustProxy", valueKinds.trustProxy, false),
    basePath: keys.read("basePath", valueKinds.basePath, ""),
    trailingSlash: keys.read("trailingSlash", valueKinds.boolean, false),
    urlRules: readUrlRules(keys, { source: raw.source, report }),
    serverActions: readServerActions(chooseServerActions(raw, keys, report)),
    retain: keys.read("retain", valueKinds.countOrZero, 3),
    generateBuildId: keys.read("generateBuildId", buildIdFunction, undefined),
    cacheLife: keys.read("cacheLife", cacheLives, {}),
    storage: readStorage(env, keys, { source: raw.source, report }),
    docsUrl: keys.read("docsUrl", valueKinds.address, undefined),
    rules: readRules(keys),
  };
  keys.finish();
  return { config: deepFreeze(config), problems };
}

/** Reads what the functions gave that `loadConfig` called. */
function readUrlRules(
  keys: KeyReader,
  { source, report }: { source: string; report: (problem: ConfigProblem) => void },
): RawUrlRules | undefined {
  const rules: RawUrlRules = {
    redirects: keys.read("redirects", calledRules, undefined),
    rewrites: keys.read("rewrites", calledRules, undefined),
    headers: keys.read("headers", calledRules, undefined),
  };
  if (Object.values(rules).every((each) => each === undefined)) return undefined;
  const compiled = compileUrlRules(rules);
  if (compiled.ok) return rules;
  const key = /^\w+/.exec(compiled.error)?.[0] ?? "";
  report({ severity: "error", source, key, code: "config-invalid", message: compiled.error });
  return undefined;
}

const calledRules = {
  expected: "a function that returns a list of rules",
  read: (value: unknown): unknown =>
    typeof value === "object" && value !== null ? value : undefined,
};

const cacheLives = {
  expected:
    "lives by name, in seconds, e.g. { products: { revalidate: 60, expire: 3600 } }, expire no shorter than revalidate",
  read: (value: unknown): ResolvedConfig["cacheLife"] | undefined => {
    const lives = valueKinds.object.read(value);
    if (lives === undefined) return undefined;
    const read = Object.entries(lives).map(([name, life]) => [name, readLife(life)] as const);
    return read.every((each): each is [string, CacheLifeConfig] => each[1] !== undefined)
      ? Object.fromEntries(read)
      : undefined;
  },
};

function readLife(value: unknown): CacheLifeConfig | undefined {
  const life = valueKinds.object.read(value);
  if (life === undefined) return undefined;
  for (const [name, seconds] of Object.entries(life)) {
    if (name !== "stale" && name !== "revalidate" && name !== "expire") return undefined;
    if (typeof seconds !== "number" || !(seconds >= 0)) return undefined;
  }
  const read: CacheLifeConfig = life; // numbers under these names, and nothing else
  return (read.expire ?? Number.POSITIVE_INFINITY) >= (read.revalidate ?? 0) ? read : undefined;
}

const buildIdFunction = {
  expected: "a function that returns a text, or null",
  read: (value: unknown): ResolvedConfig["generateBuildId"] =>
    // What it returns is checked where it is called.
    typeof value === "function"
      ? (value as NonNullable<ResolvedConfig["generateBuildId"]>)
      : undefined,
};

function readEnvOrigins(
  env: Readonly<Record<string, string | undefined>>,
  report: (problem: ConfigProblem) => void,
): string[] | undefined {
  const text = env["EDICT_ORIGINS"];
  if (text === undefined || text.trim() === "") return undefined;
  const list = text.split(",").map((each) => each.trim());
  const keys = createKeyReader(
    { EDICT_ORIGINS: list },
    { source: "EDICT_ORIGINS", path: "", unknownKeys: "error", report },
  );
  return keys.read(
    "EDICT_ORIGINS",
    {
      ...valueKinds.origins,
      expected: "origins with scheme and host, separated by commas, e.g. https://shop.example.com",
    },
    [],
  );
}

/** The place as the environment or the configuration names it; what is wrong with either is reported. */
function readStorage(
  env: Readonly<Record<string, string | undefined>>,
  keys: KeyReader,
  { source, report }: { source: string; report: (problem: ConfigProblem) => void },
): StoragePlace | undefined {
  const own = keys.read("storage", valueKinds.text, undefined);
  const text = env["EDICT_STORAGE"] ?? own;
  if (text === undefined || text === "") return undefined;
  const place = parseStoragePlace(text);
  if (place.ok) return place.value;
  const name = env["EDICT_STORAGE"] === undefined ? "storage" : "EDICT_STORAGE";
  report({
    severity: "error",
    source: name === "storage" ? source : name,
    key: "storage",
    code: "config-invalid",
    message: `${name} is ${JSON.stringify(hideRedisSecrets(text).slice(0, 80))}. ${place.error}`,
  });
  return undefined;
}

/** Finds the object of `serverActions`, at its own place or where Next had it. */
function chooseServerActions(
  raw: RawConfig,
  keys: KeyReader,
  report: (problem: ConfigProblem) => void,
): KeyReader {
  const experimental = raw.value["experimental"];
  const nested = isRecord(experimental) ? experimental["serverActions"] : undefined;
  if (typeof nested === "boolean")
    report({
      severity: "warning",
      source: raw.source,
      key: "experimental.serverActions",
      code: "experimental-server-actions-flag",
      message:
        "experimental.serverActions is a switch of Next 13; Server Actions are always on. Delete it, or write serverActions: { … } for their settings.",
    });
  const inner = keys.readObject("experimental");
  const own = keys.readObject("serverActions");
  const old = isRecord(nested) ? inner.readObject("serverActions") : undefined;
  if (typeof nested === "boolean") inner.read("serverActions", valueKinds.boolean, false);
  inner.finish();
  if (old === undefined || raw.value["serverActions"] === undefined) return old ?? own;
  report({
    severity: "error",
    source: raw.source,
    key: "serverActions",
    code: "config-invalid",
    message:
      "serverActions is written twice, also at experimental.serverActions. Keep one of them.",
  });
  return own;
}

function readServerActions(keys: KeyReader): ResolvedConfig["serverActions"] {
  const resolved: ResolvedConfig["serverActions"] = {
    allowedOrigins: keys.read("allowedOrigins", valueKinds.originPatterns, []),
    allowMissingOrigin: keys.read("allowMissingOrigin", valueKinds.boolean, false),
    sessionCookies: keys.read("sessionCookies", valueKinds.cookieNames, undefined),
    callsPerMinute: keys.read("callsPerMinute", valueKinds.count, undefined),
    dispatch: keys.read("dispatch", oneOf("ordered", "serial"), "ordered"),
    limits: readLimits(keys),
  };
  keys.finish();
  return resolved;
}

function readLimits(keys: KeyReader): LimitOverrides {
  const { byteSize, seconds, count } = valueKinds;
  const reply: { [K in keyof ReplyOverrides]: number | undefined } = {
    maxFieldBytes: keys.read("maxFieldBytes", byteSize, undefined),
    maxPartHeaderBytes: keys.read("maxPartHeaderBytes", byteSize, undefined),
    maxFiles: keys.read("maxFiles", count, undefined),
    maxParts: keys.read("maxParts", count, undefined),
    maxModelParts: keys.read("maxModelParts", count, undefined),
    maxFileNameLength: keys.read("maxFileNameLength", count, undefined),
    maxNodes: keys.read("maxNodes", count, undefined),
    maxDepth: keys.read("maxDepth", count, undefined),
    maxReferences: keys.read("maxReferences", count, undefined),
    maxPathSegments: keys.read("maxPathSegments", count, undefined),
    maxArguments: keys.read("maxArguments", count, undefined),
    maxBigIntDigits: keys.read("maxBigIntDigits", count, undefined),
  };
  const own: { [K in Exclude<keyof LimitOverrides, "reply">]: number | undefined } = {
    maxBodyBytes: keys.read("bodySizeLimit", byteSize, undefined),
    actionTimeoutMs: keys.read("timeoutSeconds", seconds, undefined),
    bodyTimeoutMs: keys.read("bodyTimeoutSeconds", seconds, undefined),
    minBodyBytesPerSecond: keys.read("minBodyBytesPerSecond", count, undefined),
    answerIdleMs: keys.read("answerIdleSeconds", seconds, undefined),
    maxAnswerBytes: keys.read("maxAnswerBytes", byteSize, undefined),
    maxRunning: keys.read("maxRunning", count, undefined),
    maxQueued: keys.read("maxQueued", count, undefined),
    maxBodyBytesInFlight: keys.read("maxBodyBytesInFlight", byteSize, undefined),
  };
  return { ...present(own), reply: present(reply) };
}

/** Leaves out the keys without a value, so that they do not hide a default. */
function present<K extends string>(
  values: Readonly<Partial<Record<K, number | undefined>>>,
): { readonly [P in K]?: number } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  // The entries of `values`, less those that were undefined.
  return Object.fromEntries(entries) as { [P in K]?: number };
}

function readRules(keys: KeyReader): ResolvedConfig["rules"] {
  const rules = keys.readObject("rules");
  const severity = oneOf("off", "warning", "error");
  const found: { [C in DiagnosticCode]?: Severity | "off" } = {};
  for (const code of diagnosticCodes) {
    const given = rules.read(code, severity, undefined);
    if (given !== undefined) found[code] = given;
  }
  rules.finish();
  return found;
}

/**
 * Takes Next's own keys out. Most mean nothing here, and whoever wrote them is told; without some the app would be another
 * one, so that they are errors.
 */
function withoutNextKeys(
  raw: RawConfig,
  report: (problem: ConfigProblem) => void,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(raw.value).filter(([key, value]) => {
      const refusal =
        key === "output" && value === "export" ? exportRefusal : refusedNextKeys.get(key);
      const instead = refusal ?? knownNextKeys.get(key);
      if (instead === undefined) return true;
      const place = { source: raw.source, key };
      if (refusal === undefined)
        report({
          ...place,
          severity: "warning",
          message: `${key} is a setting of Next that Edict does not read. In its place: ${instead.replaceAll("`", "")}.`,
        });
      else if (value !== undefined)
        report({
          ...place,
          severity: "error",
          code: "config-invalid",
          message: `${key} is a setting of Next that Edict does not have, and the app would be another one without it. In its place: ${refusal}.`,
        });
      return false;
    }),
  );
}

const exportRefusal =
  "edict build makes a server, which answers actions; a folder of files alone could not";

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
