import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { getPluginApi } from "@vitejs/plugin-rsc";
import type { ViteBuilder } from "vite";
import type { Mount } from "../protocol/index.ts";
import { collectModuleFacts } from "../compiler/index.ts";
import { compilerCatalogue, docsAddress, type RuleSettings } from "../errors/index.ts";
import type { RouteTable } from "../routing/index.ts";
import { findInstrumentation, findProxy, listSourceFiles } from "./app-files.ts";
import { createAppModules, forgetModules, type AppModules } from "./app-modules.ts";
import {
  addRenderings,
  inspectionOf,
  removeManifest,
  writeBuildManifest,
  writeStaticParams,
  type BuildManifest,
} from "./build-manifest.ts";
import { checkFiles, type FileFinding } from "./check/check-files.ts";
import { createImportResolver } from "./check/import-resolver.ts";
import { createPreparedApp } from "./check/prepared-app.ts";
import { keyOfFinding, printFindings } from "./check/print-findings.ts";
import { compiledFindings } from "./compile-plugin.ts";
import type { PluginSettings } from "./edict-plugins.ts";
import { routeFiles, type ListedAction } from "./entries-plugin.ts";
import { findIdSecret } from "./id-secret.ts";
import { endpointsOf, listActions, type Endpoints } from "./list-actions.ts";
import { setBuildAside } from "./retain-assets.ts";
import { predictEndpoints } from "./predict-endpoints.ts";
import { readRoutes } from "./route-source.ts";
import { bundleWorker } from "./bundle-worker.ts";
import { prerenderApp } from "./prerender/prerender-app.ts";
import type { RouteOnDisk } from "./prerender/prerender-build.ts";
import { asksToBeKept } from "../server/index.ts";
import { writeHostEntries, type HostingFacts } from "./write-host-entries.ts";

/** What a build is made from. */
export interface BuildOptions {
  /** The app's folder, absolute. */
  readonly root: string;
  readonly docsUrl: string | undefined;
  /** Severities of diagnostics where they are not the catalogue's. */
  readonly rules: RuleSettings;
  /** How calls in the browser wait whose action says nothing of it. */
  readonly dispatch: "ordered" | "serial";
  /** How the app's addresses are written. */
  readonly mount: Mount;
  /** How many earlier builds keep their assets. */
  readonly retain: number;
  readonly generateBuildId?: () => Promise<string | null> | string | null;
  /** What hosts other than `edict start` are told of the configuration. */
  readonly hosting: HostingFacts;
  /** Whether a bundle for Workers is made too. */
  readonly worker: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly color: boolean;
  readonly log: (line: string) => void;
}

/** What a build came to; findings were already logged. */
export type BuildResult =
  | { readonly ok: true; readonly manifest: BuildManifest }
  | { readonly ok: false; readonly errors: number };

/** A build that may begin: routes, secret and settings are known, and nothing is bundled. */
export interface OpenedBuild {
  readonly ok: true;
  readonly table: RouteTable;
  readonly buildId: string | undefined;
  readonly modules: AppModules;
  readonly endpoints: { current: Endpoints };
  /** The endpoints that the check foresees. */
  readonly predicted: readonly ListedAction[];
  /** What the check of the app found and was logged. */
  readonly told: readonly FileFinding[];
  readonly plugins: Omit<PluginSettings, "user">;
}

/** An app reaches actions through client code that actions return; this many rounds follow such chains. */
const maxScanRounds = 10;

/** Opens the build of an app; what keeps it from beginning is logged. The last build is set aside. */
export async function openBuild(
  options: BuildOptions,
): Promise<OpenedBuild | Extract<BuildResult, { ok: false }>> {
  const { root, log, env, docsUrl, rules } = options;
  const { table, problems } = await readRoutes(root);
  const buildId = (await options.generateBuildId?.()) ?? undefined;
  if (buildId !== undefined && !isBuildId(buildId)) {
    log(
      `generateBuildId() gave ${JSON.stringify(buildId)}. A build id is 1 to 128 letters, digits, "_", "-" or ".", and does not begin with ".".`,
    );
    return { ok: false, errors: 1 };
  }
  await setBuildAside(root);

  const secret = await findIdSecret(root, env);
  const secretErrors = warnAboutSecret(options, secret.from);
  const prepared = createPreparedApp(secret.value);
  const resolver = await createImportResolver(root);
  const told = await checkFiles({
    resolver,
    root,
    sources: await listSourceFiles(root),
    table,
    problems,
    docsUrl,
    rules,
    prepared,
  });
  const { text, errors } = printFindings(told, options.color);
  if (text !== "") log(text);
  if (errors + secretErrors > 0) return { ok: false, errors: errors + secretErrors };
  const modules = createAppModules(root);
  const endpoints = { current: endpointsOf([], false) };
  const compile = {
    modules,
    prepared,
    cache: prepared.cache,
    idSecret: secret.value,
    development: false,
    docsUrl,
    rules,
    endpoints: () => endpoints.current,
  };
  const entries = {
    root,
    routes: () => table,
    actions: () => endpoints.current.actions,
    instrumentation: findInstrumentation(root),
    proxy: () => findProxy(root),
    developmentBuildId: undefined,
  };
  const loaded = [...routeFiles(table), entries.instrumentation, entries.proxy()].filter(
    (file) => file !== undefined,
  );
  const predicted = predictEndpoints({
    root,
    table,
    prepared,
    entries: loaded.map((file) => join(root, file)),
    resolve: resolver.resolve,
  });
  const { dispatch, mount } = options;
  const plugins = { env, compile, entries, dispatch, mount };
  return { ok: true, table, buildId, modules, endpoints, predicted, told, plugins };
}

/** Builds an opened app by a builder that has its plugins. Errors in the user's code are logged with frames. */
export async function runBuild(
  builder: ViteBuilder,
  opened: OpenedBuild,
  options: BuildOptions,
): Promise<BuildResult> {
  const { root, color, log, retain, hosting, worker } = options;
  const { table, buildId, modules, endpoints, told } = opened;
  log("scanning");
  await findEndpoints(builder, opened);
  // Packages, and what only resolving shows; all else was told before.
  const known = new Set(told.map(({ diagnostic }) => keyOfFinding(diagnostic)));
  const more = compiledFindings(modules).filter(
    (each) => !known.has(keyOfFinding(each.diagnostic)),
  );
  const findings = printFindings(more, color);
  if (findings.text !== "") log(findings.text);
  if (findings.errors > 0) return { ok: false, errors: findings.errors };
  await bundle(builder, log);
  const { actions } = endpoints.current;
  const inspection = inspectionOf(actions, table, await handlerMethods(root, table));
  const bundled = await writeBuildManifest(root, { buildId, retain, inspection });
  const made = await makePages(table, options);
  if (!made.ok) return made;
  const manifest = await addRenderings(root, bundled, made.routes);
  await writeHostEntries(root, hosting, manifest.static);
  if (worker) {
    log("bundling for Workers");
    await bundleWorker(root);
  }
  return { ok: true, manifest };
}

/** Makes the pages that their routes ask to be kept; what keeps the build from being served is logged, and its manifest taken away. */
async function makePages(
  table: RouteTable,
  { root, env, log, hosting }: BuildOptions,
): Promise<
  | { readonly ok: true; readonly routes: readonly RouteOnDisk[] }
  | { readonly ok: false; readonly errors: number }
> {
  if (!table.routes.some(({ kind, settings }) => kind === "page" && asksToBeKept(settings)))
    return { ok: true, routes: [] };
  log("making pages");
  const { cacheLife = {}, basePath = "", trailingSlash = false } = hosting.settings;
  const mount = { basePath, trailingSlash };
  const made = await prerenderApp({ root, cacheLife, mount }, { env, log });
  const faults = made.ok ? made.value.flatMap((route) => route.faults) : [made.error];
  for (const fault of faults) log(fault);
  if (!made.ok || faults.length > 0) {
    await removeManifest(root);
    return { ok: false, errors: faults.length };
  }
  for (const { notes } of made.value)
    for (const note of notes) log(`made at its first request: ${note}`);
  const listed = made.value.flatMap(({ pattern, listed: params }) =>
    params === undefined ? [] : [[pattern, params] as const],
  );
  await writeStaticParams(root, Object.fromEntries(listed));
  return { ok: true, routes: made.value };
}

/** It travels in headers and in forms: what it may hold is part of the wire. */
function isBuildId(text: string): boolean {
  return /^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,127}$/.test(text);
}

/** Tells about a secret that every checkout makes anew; gives how many errors that is. */
function warnAboutSecret(
  { env, rules, log, docsUrl }: BuildOptions,
  from: "environment" | "file" | "made",
): number {
  const code = "id-secret-missing";
  if (from === "environment" || env["CI"] === undefined || rules[code] === "off") return 0;
  const { message, hint, severity } = compilerCatalogue[code];
  const chosen = rules[code] ?? severity;
  const docs = docsAddress(code, { docsUrl });
  log(`${chosen} ${code}\n${message({})}\nFix: ${hint({})}\nSee ${docs}`);
  return chosen === "error" ? 1 : 0;
}

/** Scans the app for its endpoints, beginning with those that were predicted. */
async function findEndpoints(
  builder: ViteBuilder,
  { modules, table, endpoints, predicted }: OpenedBuild,
): Promise<void> {
  const relist = (): readonly ListedAction[] => {
    endpoints.current = endpointsOf(listActions(modules, table), false);
    return endpoints.current.actions;
  };
  endpoints.current = endpointsOf(predicted, false);
  await scan(builder, modules, relist);
  if (predicted.some(({ file }) => !endpoints.current.files.has(file))) {
    // Nobody uses a file that was scanned: what it leads to must not get into the build by that.
    forgetModules(modules);
    endpoints.current = endpointsOf([], false);
    rscManager(builder).clientReferenceMetaMap = {};
    await scan(builder, modules, relist);
  }
  endpoints.current = { ...endpoints.current, isFinal: true };
}

function rscManager(builder: ViteBuilder): PluginApi["manager"] {
  const api = getPluginApi(builder.config);
  if (api === undefined)
    throw new Error("the plugins of React Server Components are missing from the Vite config");
  return api.manager;
}

type PluginApi = NonNullable<ReturnType<typeof getPluginApi>>;

/** Repeats the scans of plugin-rsc until every action that is used was read by the server, and all that it leads to. */
async function scan(
  builder: ViteBuilder,
  modules: AppModules,
  relist: () => readonly ListedAction[],
): Promise<void> {
  const manager = rscManager(builder);
  const { rsc, ssr } = builder.environments;
  if (rsc === undefined || ssr === undefined)
    throw new Error("an environment is missing from the Vite config");
  manager.isScanBuild = true;
  rsc.config.build.write = false;
  ssr.config.build.write = false;
  const references = (): string =>
    Object.keys(manager.clientReferenceMetaMap).toSorted().join("\n");
  for (let round = 0; round < maxScanRounds; round += 1) {
    const before = references();
    await builder.build(rsc);
    // Client Components are all that HTML is rendered with.
    if (round === 0 || references() !== before) await builder.build(ssr);
    if (relist().every(({ file }) => modules.onServer.has(file))) break;
  }
  manager.isScanBuild = false;
  rsc.config.build.write = true;
  ssr.config.build.write = true;
}

async function bundle(builder: ViteBuilder, log: (line: string) => void): Promise<void> {
  const { rsc, client, ssr } = builder.environments;
  const manager = rscManager(builder);
  if (rsc === undefined || client === undefined || ssr === undefined)
    throw new Error("an environment is missing from the Vite config");
  log("building the server");
  await builder.build(rsc);
  manager.stabilize();
  log("building the browser's files");
  await builder.build(client);
  log("building the HTML renderer");
  await builder.build(ssr);
  manager.writeAssetsManifest(["ssr", "rsc"]);
  manager.writeEnvironmentImportsManifest();
}

const methodNames = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

async function handlerMethods(
  root: string,
  table: RouteTable,
): Promise<Map<string, readonly string[]>> {
  const methods = new Map<string, readonly string[]>();
  for (const { kind, file, served } of table.routes) {
    if (kind !== "handler") continue;
    if (served !== undefined) {
      methods.set(file, ["GET"]);
      continue;
    }
    const facts = collectModuleFacts(await readFile(join(root, file), "utf8"), join(root, file));
    methods.set(file, facts?.exports.filter((name) => methodNames.has(name)) ?? []);
  }
  return methods;
}
