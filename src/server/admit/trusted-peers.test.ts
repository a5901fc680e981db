import { expect, test } from "vitest";
import { resolvePeerTrust, type PeerTrust } from "./trusted-peers.ts";

function trustOf(...args: Parameters<typeof resolvePeerTrust>): PeerTrust {
  const trust = resolvePeerTrust(...args);
  if (!trust.ok) throw new Error(trust.error);
  return trust.value;
}

test("trusts nobody unless told to", () => {
  for (const none of [false, 0, []] as const)
    expect(trustOf(none)({ peer: "127.0.0.1" })).toBe(false);
  expect(trustOf(1)({ peer: "203.0.113.9" })).toBe(true);
});

test("trusts listed addresses and ranges, also as IPv6 spells them", () => {
  const trusts = trustOf(["10.0.0.0/8", "192.0.2.7", "fd00::/8"]);
  for (const peer of ["10.1.2.3", "::ffff:10.1.2.3", "192.0.2.7", "fd12::1"])
    expect(trusts({ peer })).toBe(true);
  for (const peer of ["11.0.0.1", "192.0.2.8", "fe80::1", "10.1.2", "", undefined])
    expect(trusts({ peer })).toBe(false);
});

test.each([["proxy.example.com"], ["10.0.0.0/33"], ["10.0.0.0/x"], ["10.0.0.0/8/8"], [""]])(
  "refuses %s at start-up",
  (entry) => expect(resolvePeerTrust([entry])).toMatchObject({ ok: false }),
);

test("refuses a number that counts no proxies", () => {
  for (const count of [-1, 1.5, Number.NaN])
    expect(resolvePeerTrust(count)).toMatchObject({ ok: false });
});
