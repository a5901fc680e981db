import { expect, test } from "vitest";
import { refuseInspection } from "./may-inspect.ts";

function statusOf(
  headers: Readonly<Record<string, string>> = {},
  given: { method?: string; remoteAddress?: string } = {},
): number {
  const { method = "GET", remoteAddress = "127.0.0.1" } = given;
  return (
    refuseInspection({
      method,
      headers: { host: "localhost:3000", ...headers },
      socket: { remoteAddress, localPort: 3000 },
    })?.status ?? 200
  );
}

test.each<Readonly<Record<string, string>>>([
  {},
  { host: "127.0.0.1:3000" },
  { host: "[::1]:3000" },
  { "sec-fetch-site": "none", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" },
  { "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" },
  { origin: "http://localhost:3000" },
  // A link on another site that somebody follows.
  { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" },
])("a browser on this machine sees it: %j", (headers) => {
  expect(statusOf(headers)).toBe(200);
  expect(statusOf(headers, { remoteAddress: "::ffff:127.0.0.1" })).toBe(200);
  expect(statusOf(headers, { remoteAddress: "::1", method: "HEAD" })).toBe(200);
});

test.each<Readonly<Record<string, string>>>([
  // A name that was made to point here.
  { host: "attacker.example:3000" },
  { host: "localhost.attacker.example:3000" },
  { host: "localhost:3001" },
  { host: "localhost" },
  { host: "localhost:3000@attacker.example" },
  { host: "192.168.1.5:3000" },
  { host: "" },
  // What a page of another site, or of another server on this machine, loads or frames.
  { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script" },
  { "sec-fetch-site": "same-site", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" },
  { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" },
  { origin: "http://localhost:4000" },
  { origin: "null" },
  // A tunnel or a proxy on this machine.
  { "x-forwarded-for": "203.0.113.9" },
  { "x-forwarded-host": "localhost:3000" },
  { forwarded: "for=203.0.113.9" },
])("nobody else does: %j", (headers) => {
  expect(statusOf(headers)).toBe(403);
});

test("other machines do not, and nothing is done by it", () => {
  for (const remoteAddress of ["192.168.1.5", "10.0.0.1", "::ffff:10.0.0.1", "fe80::1", ""])
    expect(statusOf({}, { remoteAddress })).toBe(403);
  for (const method of ["POST", "PUT", "OPTIONS", "DELETE"])
    expect(statusOf({}, { method })).toBe(405);
});
