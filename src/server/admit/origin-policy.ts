import { err, ok, type Result } from "../../base/index.ts";

/** Which origins may call actions. Resolved once at start-up. */
export interface OriginPolicy {
  /** The app's own origins, serialised, lower case. */
  readonly own: ReadonlySet<string>;
  /** Own origin by `host` and `host:port`, as a `Host` header may spell it. */
  readonly hosts: ReadonlyMap<string, string>;
  /** Further origins, serialised, lower case. */
  readonly allowed: ReadonlySet<string>;
  readonly wildcards: readonly OriginWildcard[];
  readonly allowMissingOrigin: boolean;
}

/** `*.example.com` (one label) or `**.example.com` (one or more). */
export interface OriginWildcard {
  readonly scheme: "http" | "https";
  /** With its leading dot, e.g. `.example.com`. */
  readonly suffix: string;
  /** With its colon, or "" for the scheme's own. */
  readonly port: string;
  readonly deep: boolean;
}

/** What a request says about where it comes from. */
export interface SentOrigin {
  /** Every `Origin` header, in order. */
  readonly origins: readonly string[];
  readonly fetchSite: string | undefined;
  readonly hasCookie: boolean;
}

const serialised = /^(https?):\/\/([a-z0-9_.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?$/;

/** Judges a request's origin: true passes. The table is in the documentation of the origin policy. */
export function mayCall(sent: SentOrigin, policy: OriginPolicy): boolean {
  const [origin] = sent.origins;
  if (origin === undefined) return mayOmitOrigin(sent, policy);
  if (sent.origins.length > 1) return false;
  const known = origin.toLowerCase();
  if (isAllowed(known, policy)) return true;
  if (!policy.own.has(known)) return false;
  const site = sent.fetchSite;
  // An own origin that the browser itself calls foreign was forged or rewritten on the way.
  return site === undefined || site === "same-origin" || site === "none";
}

function mayOmitOrigin(sent: SentOrigin, policy: OriginPolicy): boolean {
  if (sent.fetchSite === "same-origin") return true;
  return sent.fetchSite === undefined && policy.allowMissingOrigin && !sent.hasCookie;
}

function isAllowed(origin: string, policy: OriginPolicy): boolean {
  if (policy.allowed.has(origin)) return true;
  if (policy.wildcards.length === 0) return false;
  const [, scheme, host, port = ""] = serialised.exec(origin) ?? [];
  if (scheme === undefined || host === undefined) return false;
  return policy.wildcards.some(
    (rule) =>
      rule.scheme === scheme &&
      rule.port === port &&
      host.endsWith(rule.suffix) &&
      areLabels(host.slice(0, -rule.suffix.length), rule.deep),
  );
}

function areLabels(text: string, deep: boolean): boolean {
  const labels = text.split(".");
  return labels.every((label) => label !== "") && (deep || labels.length === 1);
}

/** The part of the configuration that says who may call. */
export interface OriginOptions {
  /** Own origins, e.g. `["https://shop.example"]`. */
  readonly origins: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly allowMissingOrigin: boolean;
}

/** Resolves the configured origins; the error is a sentence for whoever wrote them. */
export function resolveOriginPolicy(options: OriginOptions): Result<OriginPolicy, string> {
  const own = new Set<string>();
  const hosts = new Map<string, string>();
  for (const text of options.origins) {
    const origin = readOwnOrigin(text);
    if (origin === undefined)
      return err(`origins: "${text}" is not an origin such as "https://shop.example"`);
    own.add(origin);
    for (const host of hostsOf(origin)) if (!hosts.has(host)) hosts.set(host, origin);
  }
  const allowed = new Set<string>();
  const wildcards: OriginWildcard[] = [];
  for (const text of options.allowedOrigins) {
    const rule = readAllowedOrigin(text);
    if (!rule.ok) return rule;
    if (typeof rule.value === "string") allowed.add(rule.value);
    else wildcards.push(rule.value);
  }
  const { allowMissingOrigin } = options;
  return ok(Object.freeze({ own, hosts, allowed, wildcards, allowMissingOrigin }));
}

function readOwnOrigin(text: string): string | undefined {
  if (!/^https?:\/\/[^/?#@\\\s*]+\/?$/i.test(text)) return undefined;
  return URL.canParse(text) ? new URL(text).origin : undefined;
}

function hostsOf(origin: string): readonly string[] {
  const { host, port, protocol } = new URL(origin);
  return port === "" ? [host, `${host}:${protocol === "https:" ? 443 : 80}`] : [host];
}

const allowedPattern =
  /^(?:(https?):\/\/)?(\*\*?\.)?([a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(:[0-9]{1,5})?$/;

function readAllowedOrigin(text: string): Result<string | OriginWildcard, string> {
  const [, scheme, star, host, port = ""] = allowedPattern.exec(text.toLowerCase()) ?? [];
  if (host === undefined)
    return err(
      `allowedOrigins: "${text}" is neither a host such as "proxy.example.com" nor "*.example.com" nor "**.example.com"`,
    );
  // The pattern admits only these two spellings.
  const used = (scheme ?? (isLoopback(host) ? "http" : "https")) as "http" | "https";
  if (star === undefined) {
    const origin = readOwnOrigin(`${used}://${host}${port}`);
    return origin === undefined ? err(`allowedOrigins: "${text}" is not a host`) : ok(origin);
  }
  if (!host.includes("."))
    return err(
      `allowedOrigins: "${text}" would allow a whole top-level domain; name at least two labels, as in "*.example.com"`,
    );
  const isDefault = port === (used === "https" ? ":443" : ":80");
  return ok({
    scheme: used,
    suffix: `.${host}`,
    port: isDefault ? "" : port,
    deep: star === "**.",
  });
}

/** Tells whether a host names this machine only. */
export function isLoopback(host: string): boolean {
  return (
    host === "localhost" ||
    host === "[::1]" ||
    host === "::1" ||
    host.endsWith(".localhost") ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
  );
}

/** The own origins of a server bound to loopback: its name and its numeric twins. */
export function loopbackOrigins(port: number): readonly string[] {
  return ["localhost", "127.0.0.1", "[::1]"].map((host) => `http://${host}:${port}`);
}
