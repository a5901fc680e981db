import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import {
  logToStandardError,
  readKeys,
  type AppBuild,
  type BuildSource,
  type KeyRing,
  type LogSink,
  type ServerOptions,
  type StaticFile,
} from "../server/index.ts";
import { isHosted, type HostedBuild, type HostedFile } from "./hosted-build.ts";

/** Options of a server on a host of the app's own; what is not given comes from the build and the environment. */
export type HostOptions = Partial<ServerOptions>;

/** What a server is made with on a host. */
export interface ResolvedHost {
  readonly source: BuildSource;
  readonly options: ServerOptions & { readonly log: LogSink };
}

/**
 * Completes the options of a server: those given, then the environment's, then those of the build.
 * @throws TypeError a sentence that says which one is missing, and what to write
 */
export function resolveHostOptions(
  build: BuildSource,
  given: HostOptions,
  env: Readonly<Record<string, string | undefined>>,
): ResolvedHost {
  const hosted = typeof build !== "function" && isHosted(build) ? build : undefined;
  const log = given.log ?? logToStandardError;
  if (given.store === undefined)
    refuseOtherStorage(env["EDICT_STORAGE"] ?? hosted?.hosting.storage);
  return {
    source: hosted === undefined ? build : registered(hosted),
    options: {
      ...hosted?.hosting.settings,
      ...(hosted === undefined ? {} : { staticFiles: filesOnDisk(hosted) }),
      ...given,
      log,
      isolatesRequests: given.isolatesRequests ?? isWorker(),
      origins: given.origins ?? originsOf(env, hosted),
      keys: given.keys ?? keysOf(env, log),
    },
  };
}

/** Workers are the one host that ends what a request began together with it. */
function isWorker(): boolean {
  return globalThis.navigator?.userAgent === "Cloudflare-Workers";
}

function originsOf(
  env: Readonly<Record<string, string | undefined>>,
  hosted: HostedBuild | undefined,
): readonly string[] {
  const named = (env["EDICT_ORIGINS"] ?? "")
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
  const origins = named.length > 0 ? named : (hosted?.hosting.settings.origins ?? []);
  if (origins.length > 0) return origins;
  throw new TypeError(
    "This server does not know its own origin, and never learns it from a request. " +
      'Set EDICT_ORIGINS="https://your-domain.example", write origins into edict.config.ts before the build, or pass them: ' +
      "createServer(build, { origins: loopbackOrigins(3000) }).",
  );
}

function keysOf(env: Readonly<Record<string, string | undefined>>, log: LogSink): KeyRing {
  const loaded = readKeys({ env, randomBytes });
  if (loaded === undefined)
    throw new TypeError(
      "This server has no keys for what actions capture. Run `edict keys new`, set EDICT_KEYS to what it prints in the environment of every instance, " +
        "and keep it secret; or pass keys, see loadKeys().",
    );
  if (!loaded.ok) throw new TypeError(loaded.error);
  for (const warning of loaded.value.warnings) log({ level: "warn", line: `edict: ${warning}` });
  return loaded.value.ring;
}

/** Memory instead of what was asked for would let a repeated call run twice. */
function refuseOtherStorage(storage: string | undefined): void {
  if (storage === undefined || storage === "" || storage === "memory") return;
  // A place may hold a password.
  const [kind = ""] = storage.split(":", 1);
  throw new TypeError(
    `This app keeps its calls in ${JSON.stringify(kind)} (EDICT_STORAGE, or storage of its configuration), which has to be opened first: ` +
      'import { connectStorage } from "edict/node" and pass { store: await connectStorage() }. Workers have only "memory".',
  );
}

/** Runs `register()` of the app before its first request; after a failure the next request tries again. */
function registered(build: HostedBuild): () => AppBuild | Promise<AppBuild> {
  const state: { ready?: Promise<AppBuild>; done?: AppBuild } = {};
  const register = async (): Promise<AppBuild> => {
    try {
      await build.register();
      return (state.done = build);
    } catch (error) {
      delete state.ready;
      throw error;
    }
  };
  return () => state.done ?? (state.ready ??= register());
}

function filesOnDisk({ hosting }: HostedBuild): ReadonlyMap<string, StaticFile> {
  const { base, files } = hosting;
  if (base === undefined) return new Map();
  return new Map(files.map((file) => [file.path, { ...file, file: placeOf(base, file) }]));
}

function placeOf(base: string, { name }: HostedFile): string {
  return fileURLToPath(
    new URL(`client/${name.split("/").map(encodeURIComponent).join("/")}`, base),
  );
}
