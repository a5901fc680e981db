import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mayCall, resolveOriginPolicy, type OriginPolicy } from "./origin-policy.ts";

function policyOf(allowedOrigins: readonly string[], allowMissingOrigin = false): OriginPolicy {
  const origins = ["https://shop.example", "http://localhost:3000"];
  const policy = resolveOriginPolicy({ origins, allowedOrigins, allowMissingOrigin });
  if (!policy.ok) throw new Error(policy.error);
  return policy.value;
}

const own = "https://shop.example";
const listed = "https://proxy.example.com";
const sites = [
  "same-origin",
  "none",
  undefined,
  "same-site",
  "cross-site",
  "SAME-ORIGIN",
  "nonsense",
];

describe("the table of Sec-Fetch-Site and Origin", () => {
  const policy = policyOf(["proxy.example.com"]);
  const passes: Readonly<Record<string, readonly (string | undefined)[]>> = {
    [own]: ["same-origin", "none", undefined],
    "HTTPS://Shop.Example": ["same-origin", "none", undefined],
    "http://localhost:3000": ["same-origin", "none", undefined],
    [listed]: sites,
    "https://PROXY.example.com": sites,
    null: [],
    "": [],
    "https://[": [],
    "https://shop.example.evil.example": [],
    "https://evilshop.example": [],
    "https://shop.example.": [],
    "https://shop.example:8443": [],
    "http://shop.example": [],
    "https://user@shop.example": [],
    "https://shop.example/": [],
    "http://[::1%25eth0]:3000": [],
    "https://xn--shp-zna.example": [],
    "https://shop.example, https://shop.example": [],
    "http://localhost:3001": [],
    [`https://${"a".repeat(8_192)}`]: [],
  };
  const rows = Object.entries(passes).flatMap(([origin, good]) =>
    sites.map((fetchSite) => ({ origin, fetchSite, passes: good.includes(fetchSite) })),
  );
  test("has its combinations below", () => expect(rows.length).toBeGreaterThan(130));
  test.each(rows)("$fetchSite with $origin: $passes", ({ origin, fetchSite, passes: expected }) => {
    expect(mayCall({ origins: [origin], fetchSite, hasCookie: true }, policy)).toBe(expected);
  });

  test.each(sites.flatMap((site) => [false, true].map((hasCookie) => [site, hasCookie] as const)))(
    "%s without Origin, cookie %s",
    (fetchSite, hasCookie) => {
      const sent = { origins: [], fetchSite, hasCookie };
      expect(mayCall(sent, policy)).toBe(fetchSite === "same-origin");
      const lenient = policyOf([], true);
      const missing = fetchSite === undefined && !hasCookie;
      expect(mayCall(sent, lenient)).toBe(fetchSite === "same-origin" || missing);
    },
  );

  test("never passes two origins, whatever they are", () => {
    for (const origins of [
      [own, own],
      [own, "https://evil.example"],
      [listed, listed],
    ])
      expect(mayCall({ origins, fetchSite: "same-origin", hasCookie: false }, policy)).toBe(false);
  });
});

describe("allowedOrigins", () => {
  test.each([
    ["*.example.com", "https://a.example.com", true],
    ["*.example.com", "https://example.com", false],
    ["*.example.com", "https://a.b.example.com", false],
    ["*.example.com", "https://aexample.com", false],
    ["*.example.com", "https://.example.com", false],
    ["*.example.com", "http://a.example.com", false],
    ["*.example.com", "https://a.example.com:8443", false],
    ["*.example.com", "https://a.example.com.", false],
    ["*.EXAMPLE.com", "https://A.example.COM", true],
    ["*.example.com:8443", "https://a.example.com:8443", true],
    ["*.example.com:443", "https://a.example.com", true],
    ["**.example.com", "https://a.b.example.com", true],
    ["**.example.com", "https://a.example.com", true],
    ["**.example.com", "https://example.com", false],
    ["**.example.com", "https://a..example.com", false],
    ["**.example.com", "https://evil.com/.example.com", false],
    ["**.example.com", "https://evil.com@a.example.com", false],
    ["http://*.example.com", "http://a.example.com", true],
    ["localhost:8080", "http://localhost:8080", true],
    ["localhost:8080", "https://localhost:8080", false],
    ["proxy.example.com", "http://proxy.example.com", false],
    ["http://proxy.example.com", "http://proxy.example.com", true],
    ["proxy.example.com:443", "https://proxy.example.com", true],
  ])("%s and %s: %s", (rule, origin, expected) => {
    const sent = { origins: [origin], fetchSite: "cross-site", hasCookie: true };
    expect(mayCall(sent, policyOf([rule]))).toBe(expected);
  });

  test.each([
    "*",
    "**",
    "*.com",
    "**.x",
    "*.",
    "",
    "a.*.com",
    "foo*.example.com",
    "https://",
    "example.com/path",
    "ftp://a.example",
  ])("refuses the rule %s at start-up", (rule) => {
    const resolved = resolveOriginPolicy({
      origins: [own],
      allowedOrigins: [rule],
      allowMissingOrigin: false,
    });
    expect(resolved).toMatchObject({ ok: false });
  });

  test("allows nothing by accident: no foreign origin passes a policy that does not list it", () => {
    const policy = policyOf(["*.example.com"]);
    const piece = fc.constantFrom("example", "com", "shop", ".", "-", "@", ":", "/", "evil", "a");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const host = pieces.join("");
        fc.pre(!/^[a-z-]+\.example\.com$/.test(host) && host !== "shop.example");
        const origins = [`https://${host}`];
        return !mayCall({ origins, fetchSite: undefined, hasCookie: false }, policy);
      }),
    );
  });
});
