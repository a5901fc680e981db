import type { AppBuild, ServerOptions } from "../server/index.ts";

/** A file of the browser's, as the build lists it. */
export interface HostedFile {
  /** URL path, canonical, without `basePath`. */
  readonly path: string;
  /** Below the folder of the browser's files, with `/`. */
  readonly name: string;
  readonly type: string;
  readonly etag: string;
  readonly immutable: boolean;
}

/** What of the configuration a server is made with, as data. */
export type HostedSettings = Pick<
  ServerOptions,
  | "trustProxy"
  | "allowedOrigins"
  | "allowMissingOrigin"
  | "limits"
  | "sessionCookies"
  | "callsPerMinute"
  | "basePath"
  | "trailingSlash"
  | "cacheLife"
> & {
  /** Empty where none are configured. */
  readonly origins: readonly string[];
};

/** A build that brings along what `edict start` would read beside it: `.edict/build/app.js`. */
export interface HostedBuild extends AppBuild {
  readonly hosting: {
    /** URL of the module that made it, in whose folder `client/` is; undefined on hosts without files. */
    readonly base: string | undefined;
    readonly files: readonly HostedFile[];
    readonly settings: HostedSettings;
    /** Where the configuration keeps calls, e.g. `lmdb:./.edict/store`, without a password; undefined for the memory of the process. */
    readonly storage: string | undefined;
  };
}

/** Tells whether a build brings along how it is served. */
export function isHosted(build: AppBuild): build is HostedBuild {
  return "hosting" in build;
}
