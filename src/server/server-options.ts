import { randomBytes } from "node:crypto";
import { err, ok, type Result } from "../base/index.ts";
import type { Mount } from "../protocol/index.ts";
import { defaultReplyBudgets, type ReplyBudgets } from "../protocol/reply/index.ts";
import { chooseCookies, type CookieChoice } from "../calls/index.ts";
import type { CacheStore } from "../cache/index.ts";
import {
  defaultProfiles,
  resolveLife,
  UsageError,
  type CacheLife,
  type LifeProfiles,
  type Revalidation,
} from "../context/index.ts";
import type { ActionEntry } from "../render/index.ts";
import { compileUrlRules, type RawUrlRules, type UrlRules } from "../routing/index.ts";
import type { Store } from "../storage/index.ts";
import { createAddressReader, type AddressReader } from "./admit/client-address.ts";
import { resolveOriginPolicy, type OriginPolicy } from "./admit/origin-policy.ts";
import { resolvePeerTrust, type PeerTrust, type TrustProxy } from "./admit/trusted-peers.ts";
import type { ReadCounts } from "./call/visit-cache.ts";
import { createCaptureSealer, type CaptureSealer } from "./keys/capture-sealer.ts";
import { createDraftToken, type DraftToken } from "./keys/draft-token.ts";
import type { KeyRing } from "./keys/key-ring.ts";
import { logToStandardError, type LogSink } from "./log-sink.ts";
import type { PagesAhead } from "./pages/offer-page.ts";
import { defaultServerLimits, type ServerLimits } from "./server-limits.ts";
import type { StaticFiles } from "./static-files.ts";

/** What a server is made from, beside the app's build. */
export interface ServerOptions {
  /** The app's own origins, e.g. `["https://shop.example"]`; on loopback `loopbackOrigins(port)`. Never learned from a request. */
  readonly origins: readonly string[];
  /** Further origins that may call actions: `proxy.example.com`, `*.example.com`, `**.example.com`. Default: none. */
  readonly allowedOrigins?: readonly string[];
  /** Lets clients without `Origin` and without cookies call actions. Default: false. */
  readonly allowMissingOrigin?: boolean;
  /** Whose `X-Forwarded-*` counts: nobody's (`false`, the default), of these addresses and ranges, or of that many proxies in front. */
  readonly trustProxy?: TrustProxy;
  /** Where calls are recorded, shared by all processes of the app. Default: the memory of this one. */
  readonly store?: Store;
  /** Where cached values are kept, shared by all processes of the app. Default: the memory of this one. */
  readonly cacheStore?: CacheStore;
  /** Lives of cached values by name, in seconds, beside those that every app has or in their place. */
  readonly cacheLife?: Readonly<Record<string, CacheLife>>;
  /** Cookies that say who a visitor is, e.g. `["session", "__Host-auth*"]`. Default: all but well-known unrelated ones. */
  readonly sessionCookies?: readonly string[];
  /** Calls and forms that one caller may send in a minute. Default: as many as they like. */
  readonly callsPerMinute?: number;
  /** What actions' captures are sealed with; see `loadKeys`. */
  readonly keys: KeyRing;
  /** Keeps apart the sealed captures of apps that share keys. Default: "". */
  readonly appId?: string;
  /** Path under which the app is mounted, e.g. `/shop`. Default: "". */
  readonly basePath?: string;
  /** Whether pages end in `/`; another spelling is sent there. Default: false. */
  readonly trailingSlash?: boolean;
  /** What `redirects`, `rewrites` and `headers` of the configuration give. Default: none. */
  readonly urlRules?: RawUrlRules;
  readonly limits?: Partial<Omit<ServerLimits, "reply">> & {
    readonly reply?: Partial<ReplyBudgets>;
  };
  /** Files that may be served, by their path. Default: none. */
  readonly staticFiles?: StaticFiles;
  /** Pages that were made with the build. Default: none. */
  readonly pagesAhead?: PagesAhead;
  /** Default: one line per entry on standard error. */
  readonly log?: LogSink;
  /** Told of every action that ran, when it has ended: for a line in the terminal. Default: nobody is. */
  readonly onActionEnd?: (run: EndedRun) => void;
  /** Explains refusals and failures to the browser. Default: false. */
  readonly development?: boolean;
  /** The host ends the timers of a request with it, as Workers do: no deadline shares one. Default: false. */
  readonly isolatesRequests?: boolean;
}

/** An action that ran. */
export interface EndedRun {
  readonly entry: ActionEntry;
  /** As the action got them: the values that it closes over first, in one array, when it has captures. */
  readonly args: readonly unknown[];
  readonly durationMs: number;
  readonly end:
    | { readonly kind: "returned" }
    | { readonly kind: "threw"; readonly error: unknown }
    | { readonly kind: "timed-out" };
  /** What it revalidated so far; grows by what `after()` does. */
  readonly revalidations: readonly Revalidation[];
  /** What the cache gave to its request so far; counts on while its answer is rendered. */
  readonly reads: Readonly<ReadCounts>;
}

/** Options once resolved and checked; frozen. */
export interface ServerSettings {
  readonly policy: OriginPolicy;
  readonly trusts: PeerTrust;
  readonly addressOf: AddressReader;
  readonly sessionCookies: CookieChoice;
  readonly callsPerMinute: number | undefined;
  readonly cacheLife: LifeProfiles;
  readonly sealer: CaptureSealer;
  /** Name of the key that seals. */
  readonly activeKid: string;
  readonly draftToken: DraftToken;
  readonly mount: Mount;
  readonly basePath: string;
  readonly urlRules: UrlRules | undefined;
  readonly limits: ServerLimits;
  readonly staticFiles: StaticFiles;
  readonly pagesAhead: PagesAhead;
  readonly log: LogSink;
  readonly onActionEnd: ServerOptions["onActionEnd"];
  readonly development: boolean;
  readonly isolatesRequests: boolean;
}

/** Resolves and checks the options of a server; the error is a sentence that names the option. */
export function resolveServerOptions(options: ServerOptions): Result<ServerSettings, string> {
  const { allowedOrigins = [], allowMissingOrigin = false, trustProxy = false } = options;
  const policy = resolveOriginPolicy({
    origins: options.origins,
    allowedOrigins,
    allowMissingOrigin,
  });
  if (!policy.ok) return policy;
  const trusts = resolvePeerTrust(trustProxy);
  if (!trusts.ok) return trusts;
  const path = readBasePath(options.basePath);
  if (!path.ok) return path;
  const urlRules = readUrlRules(options.urlRules);
  if (!urlRules.ok) return urlRules;
  const callsPerMinute = readCallsPerMinute(options.callsPerMinute);
  if (!callsPerMinute.ok) return callsPerMinute;
  const cacheLife = readProfiles(options.cacheLife);
  if (!cacheLife.ok) return cacheLife;
  const limits = resolveLimits(options.limits ?? {});
  if (!limits.ok) return limits;
  return ok(
    Object.freeze({
      policy: policy.value,
      trusts: trusts.value,
      addressOf: createAddressReader(trustProxy, trusts.value),
      sessionCookies: chooseCookies(options.sessionCookies),
      callsPerMinute: callsPerMinute.value,
      cacheLife: cacheLife.value,
      ...sealersOf(options),
      mount: { basePath: path.value, trailingSlash: options.trailingSlash === true },
      basePath: path.value,
      urlRules: urlRules.value,
      limits: limits.value,
      ...uncheckedOf(options),
    }),
  );
}

/** The settings that may have any value of their type. */
function uncheckedOf(
  options: ServerOptions,
): Pick<
  ServerSettings,
  "staticFiles" | "pagesAhead" | "log" | "onActionEnd" | "development" | "isolatesRequests"
> {
  return {
    staticFiles: options.staticFiles ?? new Map(),
    pagesAhead: options.pagesAhead ?? new Map(),
    log: options.log ?? logToStandardError,
    onActionEnd: options.onActionEnd,
    development: options.development ?? false,
    isolatesRequests: options.isolatesRequests ?? false,
  };
}

function sealersOf({
  keys,
  appId = "",
}: Pick<ServerOptions, "keys" | "appId">): Pick<
  ServerSettings,
  "sealer" | "activeKid" | "draftToken"
> {
  return {
    activeKid: keys.active.kid,
    sealer: createCaptureSealer(keys, appId, randomBytes),
    draftToken: createDraftToken(keys, appId),
  };
}

/** Limits that may forbid a thing altogether. */
const mayBeZero: ReadonlySet<string> = new Set(["maxQueued", "maxFiles"]);

function readUrlRules(rules: RawUrlRules | undefined): Result<UrlRules | undefined, string> {
  return rules === undefined ? ok(undefined) : compileUrlRules(rules);
}

function readBasePath(basePath = ""): Result<string, string> {
  return basePath === "" || /^(?:\/[A-Za-z0-9._~-]+)+$/.test(basePath)
    ? ok(basePath)
    : err(`basePath: "${basePath}" is not a path such as "/shop"`);
}

function readCallsPerMinute(count: number | undefined): Result<number | undefined, string> {
  return count === undefined || (Number.isInteger(count) && count > 0)
    ? ok(count)
    : err(`callsPerMinute: ${count} is not a whole number above 0`);
}

/** A profile named `default` completes the others, too. */
function readProfiles(
  given: Readonly<Record<string, CacheLife>> = {},
): Result<LifeProfiles, string> {
  try {
    const { default: usual = {} } = given;
    const base = { ...defaultProfiles, default: resolveLife("cacheLife.default", usual) };
    const named = Object.entries(given).map(([name, life]) => [
      name,
      resolveLife(`cacheLife.${name}`, life, base),
    ]);
    return ok({ ...base, ...Object.fromEntries(named) });
  } catch (error) {
    if (error instanceof UsageError) return err(error.message);
    throw error;
  }
}

function resolveLimits(given: NonNullable<ServerOptions["limits"]>): Result<ServerLimits, string> {
  const { reply = {}, ...own } = given;
  const limits: ServerLimits = {
    ...defaultServerLimits,
    ...own,
    reply: Object.freeze({ ...defaultReplyBudgets, ...reply }),
  };
  for (const [name, value] of [...Object.entries(limits), ...Object.entries(limits.reply)]) {
    if (name === "reply") continue;
    const least = mayBeZero.has(name) ? 0 : 1;
    if (!Number.isInteger(value) || value < least)
      return err(
        `limits: ${name} is ${String(value)}, a whole number of ${least} or more is needed`,
      );
  }
  return ok(Object.freeze(limits));
}
