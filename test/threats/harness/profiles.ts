/** How a server of the threat app is set up; everything in it can be sent to the process that serves. */
export interface Profile {
  /** Options of the handler; `origins` are the server's own on loopback unless they are named here. */
  readonly options?: {
    readonly origins?: readonly string[];
    readonly allowedOrigins?: readonly string[];
    readonly allowMissingOrigin?: boolean;
    readonly trustProxy?: false | number | readonly string[];
    readonly development?: boolean;
    readonly limits?: Readonly<Record<string, unknown>>;
  };
  /** Limits of connections. */
  readonly connections?: Readonly<Record<string, number>>;
  /** What stands between the sockets and the handler. Default: `node`. */
  readonly host?: "node" | "fetch";
}

/** The origin of every profile that has a name of its own instead of loopback's. */
export const namedOrigin: string = "https://app.example.com";

/** The servers that cases may ask for. */
export type ProfileName =
  | "plain"
  | "narrow"
  | "named"
  | "allowing"
  | "missingOrigin"
  | "trusting"
  | "trustingOne"
  | "trustingOthers";

/** How each is set up; a server is started when the first case asks for it. */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  /** Production with every default. */
  plain: {},
  /** Limits that are quickly reached: 1,000 bytes, 300 ms for a body. */
  narrow: {
    options: { limits: { maxBodyBytes: 1_000, bodyTimeoutMs: 300 } },
    connections: { maxDiscardedBytes: 4_000, discardTimeoutMs: 300, headersTimeoutMs: 300 },
  },
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
};
