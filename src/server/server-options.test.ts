import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";

import { parseKeyRing, type KeyRing } from "./keys/key-ring.ts";
import { resolveServerOptions, type ServerOptions } from "./server-options.ts";

const origins = ["https://shop.example"];

function keys(): KeyRing {
  const ring = parseKeyRing(`k1:${randomBytes(32).toString("base64")}`);
  if (!ring.ok) throw new TypeError(ring.error);
  return ring.value;
}

function faultOf(limits: ServerOptions["limits"]): string | undefined {
  const resolved = resolveServerOptions({ origins, keys: keys(), limits: limits ?? {} });
  return resolved.ok ? undefined : resolved.error;
}

test("a queue and files may be forbidden altogether, as the configuration says", () => {
  expect(faultOf({ maxQueued: 0, reply: { maxFiles: 0 } })).toBeUndefined();
});

test("every other limit is a whole number of one or more, and the fault names it", () => {
  expect(faultOf({ maxRunning: 0 })).toBe(
    "limits: maxRunning is 0, a whole number of 1 or more is needed",
  );
  expect(faultOf({ maxQueued: -1 })).toContain("maxQueued is -1");
  expect(faultOf({ reply: { maxNodes: 1.5 } })).toContain("maxNodes is 1.5");
});
