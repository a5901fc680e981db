import { hash } from "node:crypto";

/** What of a request says who sent it. */
export interface Credentials {
  /** The `Cookie` header. */
  readonly cookies: string | undefined;
  /** The `Authorization` header. */
  readonly authorization: string | undefined;
}

/** Tells whether a cookie says who the visitor is. */
export type CookieChoice = (name: string) => boolean;

/**
 * Cookies of measurement, consent banners, load balancers and bot filters, which change by themselves.
 * Everything else counts: a name that is missing here costs a repetition, one too many could give an answer away.
 */
const unrelated =
  /^(?:_ga|_gid$|_gat|_gcl_|_gac_|__utm|_fb[pc]$|_hj|_pk_|_clck$|_clsk$|_uet|_tt|_scid|_pin_unauth$|ajs_|amplitude|amp_|AMP_|mp_|optimizely|OptanonConsent$|OptanonAlertBoxClosed$|CookieConsent$|cookieyes-|AWSALB|ARRAffinity|GCLB$|__cf|_cf|cf_|incap_ses_|visid_incap_|nlbi_|ak_bmsc$|bm_|_abck$|datadome$)/;

/** Chooses the cookies that say who a visitor is: those named (a `*` at the end stands for any rest), or all but well-known unrelated ones. */
export function chooseCookies(names: readonly string[] | undefined): CookieChoice {
  if (names === undefined) return (name) => !unrelated.test(name);
  const whole = new Set(names.filter((name) => !name.endsWith("*")));
  const prefixes = names.filter((name) => name.endsWith("*")).map((name) => name.slice(0, -1));
  return (name) => whole.has(name) || prefixes.some((prefix) => name.startsWith(prefix));
}

/** What stands for everyone who says nothing of themselves. */
export const anonymous = "-";

/**
 * Says who sent a request, as a text that gives nothing of it away: a hash of the `Authorization` header and of the
 * cookies that count, in whatever order they came; `anonymous` without any. Nothing of it is verified: two requests of
 * equal principals have equal credentials, be they valid or not.
 */
export function principalOf(
  { cookies = "", authorization = "" }: Credentials,
  counts: CookieChoice,
): string {
  if (cookies === "" && authorization === "") return anonymous;
  const pairs = [...readPairs(cookies)].filter(([name]) => counts(name));
  if (pairs.length === 0 && authorization === "") return anonymous;
  const sorted = pairs.map(([name, value]) => `${name}=${value}`).toSorted();
  return hash("sha256", JSON.stringify([authorization, ...sorted]), "base64url");
}

/** The cookies that a browser has once it got an answer: `written` as `Set-Cookie` values; one without a value was deleted. */
export function cookiesAfter(
  cookies: string | undefined,
  written: readonly { readonly header: string; readonly isDeleted: boolean }[],
): string {
  const pairs = readPairs(cookies ?? "");
  for (const { header, isDeleted } of written) {
    const [name, value] = splitPair(header.split(";", 1)[0] ?? "");
    if (isDeleted) pairs.delete(name);
    else pairs.set(name, value);
  }
  return [...pairs].map(([name, value]) => `${name}=${value}`).join("; ");
}

/** Raw names and values; of several with one name the first counts, as for whoever reads them. */
function readPairs(header: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const pair of header.split(";")) {
    const [name, value] = splitPair(pair);
    if ((name !== "" || value !== "") && !pairs.has(name)) pairs.set(name, value);
  }
  return pairs;
}

function splitPair(pair: string): [name: string, value: string] {
  const equals = pair.indexOf("=");
  if (equals === -1) return ["", pair.trim()];
  return [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
}
