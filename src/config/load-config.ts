import { existsSync } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { err, ok, type Result } from "../base/index.ts";
import type { ConfigProblem } from "./config-problem.ts";
import type { ConfigEnvironment } from "./edict-config.ts";
import { isTypeScript, readKeptConfig } from "./kept-config.ts";
import { loadEnvironment } from "./load-environment.ts";
import { resolveConfig, type ConfigResolution, type RawConfig } from "./resolve-config.ts";
import { isRecord } from "./value-kind.ts";

/** What loading a configuration is told. */
export interface LoadConfigOptions extends ConfigEnvironment {
  /** Variables of the process; completed from the app's `.env*` files. */
  readonly env: Record<string, string | undefined>;
}

/** A loaded configuration. */
export interface LoadedConfig extends ConfigResolution {
  /** The file it came from, relative to `root`; undefined without one. */
  readonly file: string | undefined;
}

const edictFiles = ["edict.config.ts", "edict.config.mts", "edict.config.js", "edict.config.mjs"];
const nextFiles = ["next.config.ts", "next.config.js", "next.config.mjs"];

/**
 * Loads the configuration of the app at `root` (absolute): `.env*` files into `env`, then `edict.config.*`, else
 * `next.config.*`, else the defaults. What is wrong in it comes back as problems; nothing is thrown.
 */
export async function loadConfig(root: string, options: LoadConfigOptions): Promise<LoadedConfig> {
  const fromFiles = await loadEnvironment(root, options.mode, options.env);
  const found = [...edictFiles, ...nextFiles].filter((name) => existsSync(join(root, name)));
  const [file] = found;
  const problems = [...fromFiles, ...unreadFiles(found)];
  if (file === undefined) {
    const none: RawConfig = { value: {}, source: "", format: "edict" };
    return withProblems(resolveConfig(none, options.env), problems, undefined);
  }
  const format = edictFiles.includes(file) ? "edict" : "next";
  const value = await readExport({ root, file }, format, options);
  if (!value.ok)
    problems.push({
      severity: "error",
      source: file,
      key: "",
      message: value.error,
      code: "config-invalid",
    });
  const raw: RawConfig = { value: value.ok ? value.value : {}, source: file, format };
  return withProblems(resolveConfig(raw, options.env), problems, file);
}

function withProblems(
  { config, problems }: ConfigResolution,
  before: readonly ConfigProblem[],
  file: string | undefined,
): LoadedConfig {
  return { config, problems: [...before, ...problems], file };
}

function unreadFiles([read, ...others]: readonly string[]): ConfigProblem[] {
  return others.map((source) => ({
    severity: "warning",
    source,
    key: "",
    message: `${source} is not read, because there is ${String(read)}. Delete one of them.`,
  }));
}

/** A configuration, relative to the folder of its app. */
interface ConfigFile {
  readonly root: string;
  readonly file: string;
}

async function readExport(
  at: ConfigFile,
  format: RawConfig["format"],
  { command, mode }: ConfigEnvironment,
): Promise<Result<Readonly<Record<string, unknown>>, string>> {
  try {
    const exported = await importDefault(at, command);
    const call = format === "next" ? nextArguments(command) : [{ command, mode }];
    const value: unknown = typeof exported === "function" ? await exported(...call) : exported;
    if (isRecord(value)) return ok(await callRules(value));
    return err(
      "The file has no configuration as its default export; expected an object, or a function that returns one.",
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return err(`The file could not be loaded: ${reason}`);
  }
}

/** Calls the functions of a configuration that give rules for addresses; what they throw is an error of the file. */
async function callRules(
  value: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const called: Record<string, unknown> = { ...value };
  for (const key of ["redirects", "rewrites", "headers"]) {
    const given = value[key];
    if (typeof given === "function") called[key] = await given.call(value);
  }
  return called;
}

/** What Next hands to a configuration that is a function: the phase, and its defaults. */
function nextArguments(command: ConfigEnvironment["command"]): unknown[] {
  const phases: Record<ConfigEnvironment["command"], string> = {
    dev: "phase-development-server",
    build: "phase-production-build",
    check: "phase-production-build",
    start: "phase-production-server",
  };
  return [phases[command], { defaultConfig: {} }];
}

/**
 * Loads TypeScript through Vite, JavaScript as Node does: so ES modules and CommonJS both mean what they mean elsewhere. A
 * production server takes what the build made of TypeScript, while that is what the file says.
 */
async function importDefault(
  { root, file }: ConfigFile,
  command: ConfigEnvironment["command"],
): Promise<unknown> {
  const path = join(root, file);
  if (!isTypeScript(file)) {
    // A development server reads it again when it was changed; Node keeps what it has once loaded.
    const { mtimeMs } = await stat(path);
    Reflect.deleteProperty(createRequire(path).cache, await realpath(path));
    const address = `${pathToFileURL(path).href}?at=${mtimeMs}`;
    // A module namespace is an object.
    const module = (await import(address)) as Readonly<Record<string, unknown>>;
    return module["default"];
  }
  const kept = command === "start" ? await readKeptConfig(root, file) : undefined;
  if (kept !== undefined) return kept["default"];
  const { runnerImport } = await import("vite");
  const { module } = await runnerImport<Readonly<Record<string, unknown>>>(path, {
    configFile: false,
    logLevel: "silent",
  });
  return module["default"];
}
