/** How a server of the threat app is set up; everything in it can be sent to the process that serves. */
export interface Profile {
  /** Options of the handler; `origins` are the server's own on loopback unless they are named here. */
  readonly options?: {
    readonly origins?: readonly string[];
    readonly allowedOrigins?: readonly string[];
    readonly allowMissingOrigin?: boolean;
    readonly trustProxy?: false | number | readonly string[];
    readonly development?: boolean;
    readonly callsPerMinute?: number;
    readonly limits?: Readonly<Record<string, unknown>>;
  };
  /** What is sealed with, as `EDICT_KEYS` has it. Default: one key, `k1`. */
  readonly keys?: string;
  /** Limits of connections. */
  readonly connections?: Readonly<Record<string, number>>;
  /** Bytes that cached values may take in memory. */
  readonly cacheBytes?: number;
  /** Keeps cached values in a Redis of its own, and none of them near. */
  readonly hasRedis?: boolean;
  /** What stands between the sockets and the handler. Default: `node`. */
  readonly host?: "node" | "fetch";
}

/** The origin of every profile that has a name of its own instead of loopback's. */
export const namedOrigin: string = "https://app.example.com";

const narrowLimits = { maxBodyBytes: 1_000, bodyTimeoutMs: 300, maxRunning: 1, maxQueued: 1 };
const narrowConnections = {
  maxDiscardedBytes: 4_000,
  discardTimeoutMs: 300,
  headersTimeoutMs: 300,
};

/** The servers that cases may ask for. */
export type ProfileName =
  | "plain"
  | "narrow"
  | "brief"
  | "narrowDevelopment"
  | "narrowFetch"
  | "impatient"
  | "fewConnections"
  | "large"
  | "shortHeads"
  | "crowded"
  | "busy"
  | "hasty"
  | "counting"
  | "named"
  | "allowing"
  | "missingOrigin"
  | "trusting"
  | "trustingOne"
  | "trustingOthers"
  | "keeping"
  | "shared"
  | "rotated"
  | "retired";

const nextKey = "k2:Zk0n3l9sVQ0m0Y7o3rJv5b8dXyq1uTgHcPwEaKiLrN4=";

/** How each is set up; a server is started when the first case asks for it. */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  /** Production with every default. */
  plain: {},
  /** Limits that are quickly reached. One call at a time: a slot that is not given back stops the next good call. */
  narrow: { options: { limits: narrowLimits }, connections: narrowConnections },
  /** The same in development, where a refusal also says why. */
  narrowDevelopment: { options: { limits: narrowLimits, development: true } },
  /** The same where web requests come from another host than ours. */
  narrowFetch: { options: { limits: narrowLimits }, host: "fetch" },
  /** A head must be there within 500 ms. */
  impatient: { connections: { headersTimeoutMs: 500 } },
  /** At most 50 connections. */
  fewConnections: { connections: { maxConnections: 50 } },
  /** Answers that are soon too long, and actions that soon take too long. */
  brief: {
    options: { limits: { maxAnswerBytes: 100_000, actionTimeoutMs: 600, answerIdleMs: 300 } },
  },
  /** Bodies of any size. */
  large: {
    options: { limits: { maxBodyBytes: 500_000_000, maxBodyBytesInFlight: 50_000_000_000 } },
  },
  /** Headers of a part of at most 200 bytes. */
  shortHeads: { options: { limits: { reply: { maxPartHeaderBytes: 200 } } } },
  /** Room for the bodies of four calls, and for four that wait. */
  crowded: {
    options: { limits: { maxBodyBytes: 1_000, maxBodyBytesInFlight: 4_000, maxQueued: 4 } },
  },
  /** Room for four calls, and for four that wait. */
  busy: { options: { limits: { maxRunning: 4, maxQueued: 4 } } },
  /** Actions end soon. One at a time: a slot that is not given back stops the next good call. */
  hasty: { options: { limits: { actionTimeoutMs: 300, maxRunning: 1, maxQueued: 1 } } },
  /** A caller may call five times a minute; a proxy on this machine says who calls. */
  counting: { options: { callsPerMinute: 5, trustProxy: ["127.0.0.0/8"] } },
  /** An app behind a name of its own. */
  named: { options: { origins: [namedOrigin] } },
  /** Further origins may call, some by a wildcard. */
  allowing: {
    options: {
      origins: [namedOrigin],
      allowedOrigins: ["Proxy.Example.Org", "*.one.example", "**.many.example", "null"],
    },
  },
  /** Clients without an origin may call. */
  missingOrigin: { options: { allowMissingOrigin: true } },
  /** Behind a proxy on this machine. */
  trusting: { options: { origins: [namedOrigin], trustProxy: ["127.0.0.0/8"] } },
  /** Behind one proxy, wherever it is. */
  trustingOne: { options: { origins: [namedOrigin], trustProxy: 1 } },
  /** Behind a proxy that is somewhere else. */
  trustingOthers: { options: { origins: [namedOrigin], trustProxy: ["10.0.0.0/8"] } },
  /** A cache that is soon full. */
  keeping: { cacheBytes: 100_000 },
  /** A cache in a Redis of its own. */
  shared: { hasRedis: true },
  /** Seals with a new key, and opens what the old one sealed. */
  rotated: { keys: `${nextKey},k1:q83vASNFZ4mrze/+3LqYdlQyEAESIzRFVmd4iZqrvM0=` },
  /** The old key is gone. */
  retired: { keys: nextKey },
};
