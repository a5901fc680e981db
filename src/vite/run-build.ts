import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { getPluginApi } from "@vitejs/plugin-rsc";
import type { ViteBuilder } from "vite";
import { collectModuleFacts } from "../compiler/index.ts";
import type { RouteTable } from "../routing/index.ts";
import { findInstrumentation } from "./app-files.ts";
import { createAppModules, type AppModules } from "./app-modules.ts";
import { inspectionOf, writeBuildManifest, type BuildManifest } from "./build-manifest.ts";
import { printFindings } from "./compile-plugin.ts";
import type { PluginSettings } from "./edict-plugins.ts";
import type { ListedAction } from "./entries-plugin.ts";
import { findIdSecret } from "./id-secret.ts";
import { endpointsOf, listActions, type Endpoints } from "./list-actions.ts";
import { readRoutes } from "./route-source.ts";
import { buildFolders } from "./vite-paths.ts";

/** What a build is made from. */
export interface BuildOptions {
  /** The app's folder, absolute. */
  readonly root: string;
  readonly docsUrl: string | undefined;
  readonly generateBuildId?: () => Promise<string | null> | string | null;
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
  readonly plugins: Omit<PluginSettings, "user">;
}

/** An app reaches actions through client code that actions return; this many rounds follow such chains. */
const maxScanRounds = 10;

/** Opens the build of an app; what keeps it from beginning is logged. The last build is removed. */
export async function openBuild(
  options: BuildOptions,
): Promise<OpenedBuild | Extract<BuildResult, { ok: false }>> {
  const { root, log, env, docsUrl } = options;
  const { table, problems } = await readRoutes(root);
  for (const problem of problems) log(problem.message);
  const wrong = problems.filter(({ severity }) => severity === "error");
  if (wrong.length > 0) return { ok: false, errors: wrong.length };
  const buildId = (await options.generateBuildId?.()) ?? undefined;
  if (buildId !== undefined && !isBuildId(buildId)) {
    log(
      `generateBuildId() gave ${JSON.stringify(buildId)}. A build id is 1 to 128 letters, digits, "_", "-" or ".", and does not begin with ".".`,
    );
    return { ok: false, errors: 1 };
  }
  await rm(join(root, buildFolders.build), { recursive: true, force: true });

  const modules = createAppModules(root);
  const secret = await findIdSecret(root, env);
  warnAboutSecret(options, secret.from);
  const endpoints = { current: endpointsOf([], false) };
  const compile = {
    modules,
    idSecret: secret.value,
    development: false,
    docsUrl,
    endpoints: () => endpoints.current,
  };
  const entries = {
    root,
    routes: () => table,
    actions: () => endpoints.current.actions,
    instrumentation: findInstrumentation(root),
    developmentBuildId: undefined,
  };
  return { ok: true, table, buildId, modules, endpoints, plugins: { env, compile, entries } };
}

/** Builds an opened app by a builder that has its plugins. Errors in the user's code are logged with frames. */
export async function runBuild(
  builder: ViteBuilder,
  { table, buildId, modules, endpoints }: OpenedBuild,
  { root, color, log }: BuildOptions,
): Promise<BuildResult> {
  log("scanning");
  await scan(builder, modules, () => {
    endpoints.current = endpointsOf(listActions(modules, table), false);
    return endpoints.current.actions;
  });
  endpoints.current = { ...endpoints.current, isFinal: true };
  const findings = printFindings(modules, color);
  if (findings.text !== "") log(findings.text);
  if (findings.errors > 0) return { ok: false, errors: findings.errors };
  await bundle(builder, log);
  const { actions } = endpoints.current;
  const inspection = inspectionOf(actions, table, await handlerMethods(root, table));
  return { ok: true, manifest: await writeBuildManifest(root, { buildId, inspection }) };
}

/** It travels in headers and in forms: what it may hold is part of the wire. */
function isBuildId(text: string): boolean {
  return /^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,127}$/.test(text);
}

function warnAboutSecret(options: BuildOptions, from: "environment" | "file" | "made"): void {
  if (from === "environment" || options.env["CI"] === undefined) return;
  options.log(
    "warning id-secret-missing: this build runs in CI without EDICT_ID_SECRET, so every clean checkout changes all action ids, " +
      "and pages that are open during a deploy lose their actions. Set it once, for example: " +
      'EDICT_ID_SECRET="$(openssl rand -base64 32)"',
  );
}

/** Repeats the scans of plugin-rsc until neither an action nor a client reference is new. */
async function scan(
  builder: ViteBuilder,
  modules: AppModules,
  relist: () => readonly ListedAction[],
): Promise<void> {
  const api = getPluginApi(builder.config);
  const { rsc, ssr } = builder.environments;
  if (api === undefined || rsc === undefined || ssr === undefined)
    throw new Error("the plugins of React Server Components are missing from the Vite config");
  const { manager } = api;
  manager.isScanBuild = true;
  rsc.config.build.write = false;
  ssr.config.build.write = false;
  let known = "";
  for (let round = 0; round < maxScanRounds; round += 1) {
    await builder.build(rsc);
    await builder.build(ssr);
    const actions = relist().map(({ lookup }) => lookup);
    const found = JSON.stringify([
      actions,
      Object.keys(manager.clientReferenceMetaMap).toSorted(),
      modules.byId.size,
    ]);
    if (found === known) break;
    known = found;
  }
  manager.isScanBuild = false;
  rsc.config.build.write = true;
  ssr.config.build.write = true;
}

async function bundle(builder: ViteBuilder, log: (line: string) => void): Promise<void> {
  const { rsc, client, ssr } = builder.environments;
  const manager = getPluginApi(builder.config)?.manager;
  if (rsc === undefined || client === undefined || ssr === undefined || manager === undefined)
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
  for (const { kind, file } of table.routes) {
    if (kind !== "handler") continue;
    const facts = collectModuleFacts(await readFile(join(root, file), "utf8"), join(root, file));
    methods.set(file, facts?.exports.filter((name) => methodNames.has(name)) ?? []);
  }
  return methods;
}
