import type { Plugin, Rollup } from "vite";
import {
  CompileCache,
  compileModule,
  type CompiledAction,
  type CompiledModule,
  type CompileEnvironment,
  type CompileInput,
} from "../compiler/index.ts";
import type { Diagnostic, RuleSettings } from "../errors/index.ts";
import { lookupOf } from "../protocol/index.ts";
import type { AppModules } from "./app-modules.ts";
import type { FileFinding } from "./check/check-files.ts";
import { overlayFinding } from "./check/print-findings.ts";
import type { PreparedApp } from "./check/prepared-app.ts";
import type { Endpoints } from "./list-actions.ts";
import { mayHoldActions } from "./may-hold-actions.ts";
import { recordBundled, recordModule } from "./record-module.ts";

/** What compiling needs beside the code. */
export interface CompileSettings {
  readonly modules: AppModules;
  readonly idSecret: string;
  readonly development: boolean;
  /** Base address of the pages of codes, when the configuration names one. */
  readonly docsUrl: string | undefined;
  /** Severities of diagnostics where they are not the catalogue's. */
  readonly rules?: RuleSettings | undefined;
  /** The endpoints of a build; in development, where every action is one, they are never final. */
  readonly endpoints: () => Endpoints;
  /** What the check before a build read already. */
  readonly prepared?: PreparedApp;
  /** What was compiled already, by these settings. Default: a new one. */
  readonly cache?: CompileCache;
  /** Told what each module of the server holds, by its absolute path. */
  readonly onCompiled?: (file: string, actions: readonly CompiledAction[]) => void;
  /** What each of Vite's environments is compiled for. Default: those of React Server Components. */
  readonly environments?: Readonly<Record<string, CompileEnvironment>>;
  /** Whether the browser's modules are recorded too: where no server renders them, they alone lead to the actions. */
  readonly recordsBrowser?: boolean;
  /** Finds what is wrong with a module only where these settings hold. */
  readonly findMore?: (file: CompiledFile, compiled: CompiledModule) => readonly Diagnostic[];
}

/** A file as an environment sees it. */
export interface CompiledFile {
  /** Original source. */
  readonly code: string;
  /** Absolute path. */
  readonly id: string;
  readonly environment: CompileEnvironment;
}

const sourceFile = /\.[cm]?[jt]sx?$/;
const rscEnvironments: Readonly<Record<string, CompileEnvironment>> = {
  rsc: "server",
  ssr: "ssr",
  client: "client",
};

/**
 * Compiles `"use server"` before any other plugin sees the code, so that frames point at the
 * original source and `@vitejs/plugin-rsc` finds no directive of its own to transform.
 */
export function compilePlugin(settings: CompileSettings): Plugin {
  const { environments = rscEnvironments, recordsBrowser = false } = settings;
  const cache = settings.cache ?? new CompileCache();
  const records = (environment: CompileEnvironment): boolean =>
    !settings.development &&
    !settings.endpoints().isFinal &&
    (environment !== "client" || recordsBrowser);
  const isNew = (environment: CompileEnvironment, id: string, code: string): boolean => {
    const { recorded } = settings.modules;
    const key = `${environment}\0${id}`;
    if (recorded.get(key) === code) return false;
    recorded.set(key, code);
    return true;
  };
  return {
    name: "edict:compile",
    enforce: "pre",
    transform: {
      order: "pre",
      async handler(code, rawId) {
        const id = rawId.split("?")[0] ?? rawId;
        const environment = environments[this.environment.name];
        if (environment === undefined || id.startsWith("\0") || !sourceFile.test(id))
          return undefined;
        const compiled = mayHoldActions(code, id)
          ? await compileFile(settings, { code, id, environment, context: this, cache })
          : undefined;
        if (environment !== "client") settings.onCompiled?.(id, compiled?.actions ?? []);
        if (records(environment) && isNew(environment, id, code))
          await recordModule(settings, this, { code, id, compiled });
        if (environment === "server") settings.modules.onServer.add(id);
        if (compiled === undefined || compiled.map === null) return undefined;
        return { code: compiled.code, map: compiled.map as Rollup.SourceMapInput };
      },
    },
    buildEnd() {
      const environment = environments[this.environment.name];
      if (environment !== undefined && records(environment))
        recordBundled(settings.modules, this, (file) => settings.endpoints().files.has(file));
    },
  };
}

interface SeenFile extends CompiledFile {
  readonly context: Rollup.TransformPluginContext;
  readonly cache: CompileCache;
}

async function compileFile(settings: CompileSettings, file: SeenFile): Promise<CompiledModule> {
  const compiled = await compileModule({
    code: file.code,
    filename: file.id,
    environment: file.environment,
    root: settings.modules.root,
    idSecret: settings.idSecret,
    development: settings.development,
    cache: file.cache,
    ...(file.environment === "server" ? registering(settings.endpoints()) : {}),
    ...(settings.docsUrl === undefined ? {} : { docsUrl: settings.docsUrl }),
    ...(settings.rules === undefined ? {} : { rules: settings.rules }),
    resolve: async (specifier, importer) => {
      const found = await file.context.resolve(specifier, importer);
      if (found === null || found.external || found.id.startsWith("\0")) return undefined;
      const filename = found.id.split("?")[0] ?? found.id;
      return { filename, code: await file.context.fs.readFile(filename, { encoding: "utf8" }) };
    },
  });
  const more = settings.findMore?.(file, compiled) ?? [];
  report(settings, file, [...compiled.diagnostics, ...more]);
  return compiled;
}

/** In the last round only what is an endpoint is registered: the code of all else is for the bundler to drop. */
function registering({ isFinal, lookups }: Endpoints): Pick<CompileInput, "isEndpoint"> {
  return isFinal ? { isEndpoint: (id) => lookups.has(lookupOf(id)) } : {};
}

/** Keeps diagnostics for the end of a build; in development the first error goes to the overlay. */
function report(settings: CompileSettings, file: SeenFile, found: readonly Diagnostic[]): void {
  settings.modules.diagnostics.set(file.id, found);
  settings.modules.sources.set(file.id, file.code);
  const error = found.find((diagnostic) => diagnostic.severity === "error");
  if (error === undefined || !settings.development) return;
  file.context.error(overlayFinding({ diagnostic: error, source: file.code }, file.id));
}

/** Lists what was found in the modules of a build. */
export function compiledFindings(modules: AppModules): FileFinding[] {
  return [...modules.diagnostics].flatMap(([id, list]) =>
    list.map((diagnostic) => ({ diagnostic, source: modules.sources.get(id) ?? "" })),
  );
}
