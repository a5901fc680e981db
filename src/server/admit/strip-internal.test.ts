import { expect, test } from "vitest";
import { memoryRequest } from "../../../test/http/hosts.ts";
import { stripInternal } from "./strip-internal.ts";

const sent: [string, string][] = [
  ["x-middleware-subrequest", "1"],
  ["x-edict-anything", "1"],
  ["x-nextjs-data", "1"],
  ["x-original-url", "/admin"],
  ["x-rewrite-url", "/admin"],
  ["x-matched-path", "/admin"],
  ["edict-outcome", "returned"],
];
const forwarded: [string, string][] = [
  ["forwarded", "for=1.2.3.4"],
  ["x-forwarded-for", "1.2.3.4"],
  ["x-forwarded-host", "shop.example"],
];
const kept: [string, string][] = [
  ["edict-action", "a"],
  ["edict-page", "/"],
  ["cookie", "a=1"],
  ["x-own", "1"],
];

test.each([false, true])("hides what only the server may set, peer trusted: %s", (trusted) => {
  const request = stripInternal(memoryRequest([...sent, ...forwarded, ...kept], {}), trusted);
  const visible = trusted ? [...kept, ...forwarded] : kept;
  expect(Object.fromEntries(request.toHeaders())).toEqual(Object.fromEntries(visible));
  for (const [name] of [...sent, ...(trusted ? [] : forwarded)]) {
    expect(request.header(name)).toBeUndefined();
    expect(request.headerValues(name)).toEqual([]);
  }
  for (const [name, value] of visible) {
    expect(request.header(name)).toBe(value);
    expect(request.headerValues(name)).toEqual([value]);
  }
});
