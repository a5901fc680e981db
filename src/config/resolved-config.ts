import type { RuleSettings } from "../errors/index.ts";
import type { RawUrlRules } from "../routing/index.ts";
import type { StoragePlace } from "../storage/index.ts";
import type { CacheLifeConfig, EdictConfig, ServerActionsConfig } from "./edict-config.ts";

/** The limits that the configuration changes; what is absent keeps its default. Milliseconds and bytes. */
export interface LimitOverrides {
  readonly maxBodyBytes?: number;
  readonly actionTimeoutMs?: number;
  readonly bodyTimeoutMs?: number;
  readonly minBodyBytesPerSecond?: number;
  readonly answerIdleMs?: number;
  readonly maxAnswerBytes?: number;
  readonly maxRunning?: number;
  readonly maxQueued?: number;
  readonly maxBodyBytesInFlight?: number;
  /** Budgets of the decoder, by the names that the decoder has for them. */
  readonly reply: ReplyOverrides;
}

/** The decoder's budgets that the configuration changes. */
export interface ReplyOverrides {
  readonly maxParts?: number;
  readonly maxModelParts?: number;
  readonly maxFiles?: number;
  readonly maxFieldBytes?: number;
  readonly maxFileNameLength?: number;
  readonly maxPartHeaderBytes?: number;
  readonly maxNodes?: number;
  readonly maxDepth?: number;
  readonly maxReferences?: number;
  readonly maxPathSegments?: number;
  readonly maxArguments?: number;
  readonly maxBigIntDigits?: number;
}

/** The configuration as every other room sees it: read, checked, frozen. */
export interface ResolvedConfig {
  /** Serialised, lower case, e.g. `["https://shop.example.com"]`; empty when none are configured. */
  readonly origins: readonly string[];
  readonly trustProxy: false | readonly string[] | number;
  /** "" or a path without a final slash, e.g. `/shop`. */
  readonly basePath: string;
  readonly trailingSlash: boolean;
  /** What `redirects`, `rewrites` and `headers` gave, checked; undefined without any of them. */
  readonly urlRules: RawUrlRules | undefined;
  readonly serverActions: {
    readonly allowedOrigins: readonly string[];
    readonly allowMissingOrigin: boolean;
    /** Undefined where nobody chose. */
    readonly sessionCookies: readonly string[] | undefined;
    readonly callsPerMinute: number | undefined;
    readonly dispatch: NonNullable<ServerActionsConfig["dispatch"]>;
    readonly limits: LimitOverrides;
  };
  readonly retain: number;
  readonly generateBuildId: EdictConfig["generateBuildId"];
  /** Lives of cached values by name, in seconds. */
  readonly cacheLife: Readonly<Record<string, CacheLifeConfig>>;
  /** Where calls are recorded; undefined where nobody chose. */
  readonly storage: StoragePlace | undefined;
  /** Without a final slash; undefined where none is configured. */
  readonly docsUrl: string | undefined;
  /** Severities of diagnostics where they are not the catalogue's. */
  readonly rules: RuleSettings;
}
