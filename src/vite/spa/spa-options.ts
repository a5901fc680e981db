import { canonicalPath } from "../../routing/index.ts";
import type { ServerOptions } from "../../server/index.ts";

/** Options of an app that renders its pages in the browser alone. */
export interface SpaOptions {
  readonly mode: "spa";
  /** Path that calls are posted to, below Vite's `base`. Default: `/_edict/actions`. */
  readonly endpoint?: string;
  /** Module of the app's own server, relative to the root; bundled beside the actions as `server.js`, where it imports `edict/actions`. */
  readonly server?: string;
  /** Folder of the server's files, relative to the root and outside of the browser's. Default: `dist-server`. */
  readonly serverOutDir?: string;
  /** Names the build: 1 to 128 letters, digits, `_`, `-`, `.`. Default: a hash of the sources. */
  readonly buildId?: string;
  /** How calls wait whose action says nothing of it: `serial` makes one at a time. Default: `ordered`. */
  readonly dispatch?: "ordered" | "serial";
  /** Base address of the pages of codes. */
  readonly docsUrl?: string;
  /** What the endpoint of `vite dev` is made with, beside its own address and keys: the same as `createServer` gets in production. */
  readonly dev?: Partial<Omit<ServerOptions, "development" | "basePath">>;
}

/** Options once checked, defaults filled in. */
export interface SpaSettings {
  readonly endpoint: string;
  readonly server: string | undefined;
  readonly serverOutDir: string;
  readonly buildId: string | undefined;
  readonly dispatch: "ordered" | "serial";
  readonly docsUrl: string | undefined;
  readonly dev: NonNullable<SpaOptions["dev"]>;
}

/**
 * Checks the options of a browser-only app and fills in their defaults.
 * @throws TypeError a sentence that names the option
 */
export function resolveSpaOptions(options: SpaOptions): SpaSettings {
  const { endpoint = "/_edict/actions", buildId } = options;
  const path = canonicalPath(endpoint);
  if (!path.ok || path.value !== endpoint || endpoint === "/")
    throw new TypeError(
      `edict({ endpoint: ${JSON.stringify(endpoint)} }): a path such as "/_edict/actions" is needed, in the one spelling that requests are compared in.`,
    );
  if (buildId !== undefined && !/^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,127}$/.test(buildId))
    throw new TypeError(
      `edict({ buildId: ${JSON.stringify(buildId)} }): 1 to 128 letters, digits, "_", "-" or "." are possible, not "." at the beginning.`,
    );
  return {
    endpoint,
    server: options.server,
    serverOutDir: options.serverOutDir ?? "dist-server",
    buildId,
    dispatch: oneDispatch(options.dispatch),
    docsUrl: options.docsUrl,
    dev: options.dev ?? {},
  };
}

function oneDispatch(given: unknown): SpaSettings["dispatch"] {
  if (given === undefined || given === "ordered" || given === "serial") return given ?? "ordered";
  throw new TypeError(
    `edict({ dispatch: ${JSON.stringify(given)} }): "ordered" or "serial" is possible; "parallel" and "latest" are for single actions, see configure().`,
  );
}
