import { namedOrigin } from "../harness/profiles.ts";
import type { Removal, ThreatRow, ThreatSection } from "../harness/threat-row.ts";
import { crossSiteRows } from "./c-cross-site.ts";
import { hostRows } from "./c-host.ts";
import { passesBoth, refusedBoth, type SentHeaders } from "./sent-headers.ts";

const evil = "https://evil.example";
const policyFile = "server/admit/origin-policy.js";

function edit(check: string, find: string, replace: string): Removal {
  return { check, edits: [{ file: policyFile, find, replace }] };
}

function from(origin: string | readonly string[] | undefined, site?: string): SentHeaders {
  return { Origin: origin, "Sec-Fetch-Site": site };
}

const sites = ["same-origin", "none", "same-site", "cross-site", "weird", undefined];

const told: readonly ThreatRow[] = [
  {
    id: "C1",
    says: "the app's own origin, which the browser calls foreign, is refused; a further origin that is listed passes",
    cases: [
      ...refusedBoth("ORIGIN", {
        name: "the own origin and cross-site",
        server: "named",
        headers: from(namedOrigin, "cross-site"),
      }),
      ...refusedBoth("ORIGIN", {
        name: "the own origin and cross-site, where others are listed",
        server: "allowing",
        headers: from(namedOrigin, "cross-site"),
      }),
      ...passesBoth({
        name: "a listed origin and cross-site",
        server: "allowing",
        headers: from("https://proxy.example.org", "cross-site"),
      }),
    ],
    without: [
      edit(
        "Sec-Fetch-Site beside an own origin",
        'return site === undefined || site === "same-origin" || site === "none";',
        "return true;",
      ),
      edit("listed origins pass", "if (isAllowed(known, policy))", "if (false)"),
    ],
  },
  {
    id: "C2",
    says: "a sibling of the app's host is another origin: refused unless it is listed",
    cases: [
      ...["https://other.example.com", "https://example.com", "https://a.app.example.com"].flatMap(
        (origin) =>
          ["same-site", undefined].flatMap((site) =>
            refusedBoth("ORIGIN", {
              name: `${origin} and ${String(site)}`,
              server: "named",
              headers: from(origin, site),
            }),
          ),
      ),
      ...refusedBoth("ORIGIN", {
        name: "the own origin and same-site",
        server: "named",
        headers: from(namedOrigin, "same-site"),
      }),
      ...passesBoth({
        name: "a listed sibling and same-site",
        server: "allowing",
        headers: from("https://a.one.example", "same-site"),
      }),
    ],
    without: [
      edit(
        "only own origins pass by themselves",
        "if (!policy.own.has(known))",
        'if (!known.endsWith(".example.com"))',
      ),
      edit(
        "Sec-Fetch-Site beside an own origin",
        'return site === undefined || site === "same-origin" || site === "none";',
        'return site !== "cross-site";',
      ),
    ],
  },
  {
    id: "C3",
    says: "an opaque origin is refused, always",
    cases: [
      ...sites.flatMap((site) =>
        refusedBoth("ORIGIN", { name: `null and ${String(site)}`, headers: from("null", site) }),
      ),
      ...(["allowing", "missingOrigin"] as const).flatMap((server) =>
        refusedBoth("ORIGIN", { name: `null, on ${server}`, server, headers: from("null") }),
      ),
      ...refusedBoth("ORIGIN", { name: "Null in capitals", headers: from("NULL", "none") }),
    ],
    without: [
      edit(
        "null is no own origin",
        "if (!policy.own.has(known))",
        'if (known !== "null" && !policy.own.has(known))',
      ),
    ],
  },
  {
    id: "C4",
    says: "with a cookie and nothing that tells the origin, a request is refused, also where origins may be missing",
    cases: (["plain", "missingOrigin"] as const).flatMap((server) => [
      ...refusedBoth("ORIGIN", {
        name: `a cookie, on ${server}`,
        server,
        headers: { ...from(undefined), Cookie: "session=1" },
      }),
      ...refusedBoth("ORIGIN", {
        name: `an empty cookie, on ${server}`,
        server,
        headers: { ...from(undefined), Cookie: "" },
      }),
    ]),
    without: [
      edit("cookies count where the origin is missing", " && !sent.hasCookie", ""),
      edit("origins may not be missing", "policy.allowMissingOrigin && !sent.hasCookie", "true"),
    ],
  },
  {
    id: "C5",
    says: "without cookies a request that does not tell its origin passes only where origins may be missing",
    cases: [
      ...refusedBoth("ORIGIN", {
        name: "a bearer token and no origin",
        headers: { ...from(undefined), Authorization: "Bearer token" },
      }),
      ...passesBoth({
        name: "a bearer token and no origin, where that is allowed",
        server: "missingOrigin",
        headers: { ...from(undefined), Authorization: "Bearer token" },
      }),
      ...["none", "same-site", "cross-site"].flatMap((site) =>
        refusedBoth("ORIGIN", {
          name: `no origin and ${site}, where that is allowed`,
          server: "missingOrigin",
          headers: from(undefined, site),
        }),
      ),
    ],
    without: [
      edit("origins may not be missing", "policy.allowMissingOrigin && ", ""),
      edit(
        "Sec-Fetch-Site counts where the origin is missing",
        "return sent.fetchSite === undefined &&",
        "return",
      ),
    ],
  },
];

const likeOwn = [
  "https://app.example.com.evil.io",
  "https://evilapp.example.com",
  "https://evil.io/app.example.com",
  "https://evil.io?https://app.example.com",
  "https://app.example.com.",
  "https://app.example.com:444",
  "https://app.example.com:443",
  "https://app.example.com/",
  "https://app.example.com/page",
  "http://app.example.com",
  "https://user@app.example.com",
  "https://app.example.com@evil.io",
  "https://app.example.com:443@evil.io",
  "https://app-example.com",
  "https://xn--pp-7lc.example.com",
  Buffer.from("https://аpp.example.com").toString("latin1"), // its first letter is Cyrillic
  "https://[fe80::1%25eth0]",
  "app.example.com",
  "//app.example.com",
  "https:app.example.com",
  "https://app.example.com\tevil.io",
  "wss://app.example.com",
  "https://APP.EXAMPLE.COM.evil.io",
];

const unparsable = [
  "https://[",
  "https://",
  ":::",
  "%",
  "",
  "javascript:alert(1)",
  "data:text/html,x",
  "about:blank",
  "blob:https://app.example.com/1",
  "file://",
  "null null",
  `https://${"a".repeat(8_000)}.example`,
];

const compared: readonly ThreatRow[] = [
  {
    id: "C6",
    says: "an origin is compared as a whole: what only resembles an own one is refused",
    cases: [
      ...likeOwn.flatMap((origin) =>
        refusedBoth("ORIGIN", { name: origin, server: "named", headers: from(origin) }),
      ),
      ...passesBoth({
        name: "an own origin in capitals",
        server: "named",
        headers: from("HTTPS://App.Example.Com"),
      }),
    ],
    without: [
      edit(
        "the end of an origin is compared",
        "if (!policy.own.has(known))",
        "if (![...policy.own].some((own) => known.startsWith(own)))",
      ),
      edit(
        "the beginning of an origin is compared",
        "if (!policy.own.has(known))",
        'if (![...policy.own].some((own) => known.endsWith(own.replace("https://", ""))))',
      ),
      edit(
        "an origin is not parsed before it is compared",
        "if (!policy.own.has(known))",
        "if (!URL.canParse(known) || !policy.own.has(new URL(known).origin))",
      ),
    ],
  },
  {
    id: "C7",
    says: "two origins are refused, whichever is own",
    cases: [
      [namedOrigin, evil],
      [evil, namedOrigin],
      [namedOrigin, namedOrigin],
      [`${namedOrigin}, ${evil}`],
      [`${namedOrigin} ${evil}`],
      [`${namedOrigin},${namedOrigin}`],
    ].flatMap((origins) =>
      refusedBoth("ORIGIN", {
        name: origins.join(" and "),
        server: "named",
        headers: from(origins),
      }),
    ),
    without: [edit("several origins are refused", "if (sent.origins.length > 1)", "if (false)")],
  },
  {
    id: "C8",
    says: "what is no origin is refused, and nothing throws",
    cases: unparsable.flatMap((origin) =>
      refusedBoth("ORIGIN", {
        name: origin.slice(0, 40),
        server: "named",
        headers: from(origin),
      }),
    ),
    without: [
      edit(
        "an origin is never parsed",
        "const known = origin.toLowerCase();",
        "const known = new URL(origin).origin;",
      ),
    ],
  },
  {
    id: "C19",
    says: "a request of the browser itself, or of an extension, passes only with an own origin",
    cases: [
      ...refusedBoth("ORIGIN", { name: "none and no origin", headers: from(undefined, "none") }),
      ...["chrome-extension://abcdefghijklmnop", "moz-extension://0f1e2d3c"].flatMap((origin) =>
        ["none", "cross-site", undefined].flatMap((site) =>
          refusedBoth("ORIGIN", {
            name: `${origin} and ${String(site)}`,
            headers: from(origin, site),
          }),
        ),
      ),
      ...refusedBoth("ORIGIN", {
        name: "an own origin and a site that no browser says",
        server: "named",
        headers: from(namedOrigin, "weird"),
      }),
      ...passesBoth({
        name: "an own origin and none",
        server: "named",
        headers: from(namedOrigin, "none"),
      }),
      ...passesBoth({ name: "same-origin and no origin", headers: from(undefined, "same-origin") }),
    ],
    without: [
      edit(
        "where the origin is missing, only same-origin passes",
        'if (sent.fetchSite === "same-origin")',
        'if (sent.fetchSite === "same-origin" || sent.fetchSite === "none")',
      ),
      edit("only own origins pass", "if (!policy.own.has(known))", "if (false)"),
    ],
  },
];

/** Origin, host, CSRF. */
export const originRows: ThreatSection = {
  letter: "C",
  title: "origin, host, CSRF",
  rows: [...told, ...compared, ...hostRows, ...crossSiteRows],
  missing: {},
};
