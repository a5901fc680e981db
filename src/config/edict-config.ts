import type { ByteSize } from "../base/index.ts";
import type { RuleSettings } from "../errors/index.ts";

/** Limits of calls and forms; each stands for one limit of the documentation's list. */
export interface LimitsConfig {
  /** Bytes of the body of a call or a form. Default: `"1mb"`. */
  readonly bodySizeLimit?: ByteSize;
  /** Seconds from the start of an action until its outcome. Default: 30. */
  readonly timeoutSeconds?: number;
  /** Seconds a body may take, while it comes faster than `minBodyBytesPerSecond`. Default: 10. */
  readonly bodyTimeoutSeconds?: number;
  /** Default: 1024. */
  readonly minBodyBytesPerSecond?: number;
  /** Longest silence of a streamed answer, in seconds. Default: 30. */
  readonly answerIdleSeconds?: number;
  /** Bytes of the answer to a call. Default: `"8mb"`. */
  readonly maxAnswerBytes?: ByteSize;
  /** Calls and forms that run at the same time. Default: 256. */
  readonly maxRunning?: number;
  /** Calls and forms that wait to run; more are refused. Default: 512. */
  readonly maxQueued?: number;
  /** Bytes of all bodies that are being read. Default: `"64mb"`. */
  readonly maxBodyBytesInFlight?: ByteSize;
  /** Parts of a multipart body. Default: 1000. */
  readonly maxParts?: number;
  /** Parts that hold arguments, not files. Default: 256. */
  readonly maxModelParts?: number;
  /** Default: 20. */
  readonly maxFiles?: number;
  /** Bytes of a form field that is not a file. Default: `"1mb"`. */
  readonly maxFieldBytes?: ByteSize;
  /** Characters of a file name. Default: 255. */
  readonly maxFileNameLength?: number;
  /** Bytes of the headers of one part. Default: `"8kb"`. */
  readonly maxPartHeaderBytes?: ByteSize;
  /** Values in all arguments together. Default: 50000. */
  readonly maxNodes?: number;
  /** Default: 64. */
  readonly maxDepth?: number;
  /** Default: 4096. */
  readonly maxReferences?: number;
  /** Segments of the path of one reference. Default: 64. */
  readonly maxPathSegments?: number;
  /** Default: 64. */
  readonly maxArguments?: number;
  /** Default: 100. */
  readonly maxBigIntDigits?: number;
}

/** Settings of Server Actions. */
export interface ServerActionsConfig extends LimitsConfig {
  /** Further origins that may call, e.g. `["proxy.example.com", "*.example.com"]`; `https` where no scheme is written. */
  readonly allowedOrigins?: readonly string[];
  /** Lets clients call that send no `Origin`, as long as they send no cookie. Default: false. */
  readonly allowMissingOrigin?: boolean;
  /** Cookies that say who a visitor is, e.g. `["session", "__Host-auth*"]`. Default: all but well-known ones of measurement, consent and load balancers. */
  readonly sessionCookies?: readonly string[];
  /** Calls and forms that one caller may send in a minute to the whole app. Default: no limit. */
  readonly callsPerMinute?: number;
  /** Not read yet. */
  readonly dispatch?: "ordered" | "serial";
}

/** How long what is cached lives, in seconds. */
export interface CacheLifeConfig {
  /** How long a browser may show it without asking. */
  readonly stale?: number;
  /** From then on it is served once more while it is made anew. */
  readonly revalidate?: number;
  /** From then on it is not served any more. */
  readonly expire?: number;
}

type OrPromise<T> = T | Promise<T>;

/** A condition on a request. */
export type RuleCondition =
  | { readonly type: "header" | "cookie" | "query"; readonly key: string; readonly value?: string }
  | { readonly type: "host"; readonly value: string };

/** What a rule is for: a pattern such as `/posts/:id`, `/docs/:path*`, and conditions. */
export interface UrlRule {
  readonly source: string;
  readonly has?: readonly RuleCondition[];
  readonly missing?: readonly RuleCondition[];
}

/** Sends a request elsewhere: to a path or an http(s) address. */
export type RedirectRule = UrlRule & { readonly destination: string } & (
    | { readonly permanent: boolean }
    | { readonly statusCode: 301 | 302 | 303 | 307 | 308 }
  );

/** Shows another page of the app. */
export interface RewriteRule extends UrlRule {
  readonly destination: string;
}

/** Adds headers to an answer. */
export interface HeaderRule extends UrlRule {
  readonly headers: readonly { readonly key: string; readonly value: string }[];
}

/** What `edict.config.ts` exports. */
export interface EdictConfig {
  /** The app's own origins, e.g. `["https://shop.example.com"]`. `EDICT_ORIGINS` (comma separated) takes precedence. */
  readonly origins?: readonly string[];
  /** Peers whose `X-Forwarded-*` headers count: addresses and ranges, or how many proxies are in front. Default: false. */
  readonly trustProxy?: false | readonly string[] | number;
  readonly serverActions?: ServerActionsConfig;
  /** Names a build; `null` or none: a hash of its files. */
  readonly generateBuildId?: () => string | null | Promise<string | null>;
  /** Address under which the pages of codes are found, instead of those in the package. */
  readonly docsUrl?: string;
  /** As Next has it: `serverActions` is read here too. */
  readonly experimental?: { readonly serverActions?: boolean | ServerActionsConfig };
  /** Path under which the app is mounted, e.g. `/shop`. Default: "". */
  readonly basePath?: string;
  /** Whether pages end in `/`. Default: false. */
  readonly trailingSlash?: boolean;
  /** Addresses that have moved. Asked before `proxy.ts`. */
  readonly redirects?: () => OrPromise<readonly RedirectRule[]>;
  /** Addresses that show another page of the app. Asked after `proxy.ts`, which is asked about the other page too. */
  readonly rewrites?: () => OrPromise<
    | readonly RewriteRule[]
    | {
        readonly beforeFiles?: readonly RewriteRule[];
        readonly afterFiles?: readonly RewriteRule[];
        readonly fallback?: readonly RewriteRule[];
      }
  >;
  /** Headers by address. */
  readonly headers?: () => OrPromise<readonly HeaderRule[]>;
  /** Where calls are recorded: `"memory"`, or `"lmdb:"` and a folder, e.g. `"lmdb:./.edict/storage"`, or the address of a Redis, e.g. `"redis://localhost:6379"`. Default: memory; of several workers `"lmdb:./.edict/store"`. `EDICT_STORAGE` takes precedence. */
  readonly storage?: string;
  /** How many earlier builds keep their browser files. Default: 3. */
  readonly retain?: number;
  /** Lives of cached values by name, for `cacheLife("name")`; `default` is that of values that are given none. */
  readonly cacheLife?: Readonly<Record<string, CacheLifeConfig>>;
  /** The severity of diagnostics where it is not their own, by code, e.g. `{ "unused-action": "off" }`. */
  readonly rules?: RuleSettings;
}

/** What a function that `edict.config.ts` exports is told. */
export interface ConfigEnvironment {
  readonly command: "dev" | "build" | "start" | "check";
  /** `"development"` for `edict dev`, otherwise `"production"`. */
  readonly mode: string;
}

/** Everything that `edict.config.ts` may export. */
export type EdictConfigExport =
  | EdictConfig
  | ((environment: ConfigEnvironment) => EdictConfig | Promise<EdictConfig>);
