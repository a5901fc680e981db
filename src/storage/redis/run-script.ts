import { createHash } from "node:crypto";
import type { RedisClient, ScriptArguments } from "./redis-client.ts";

/** A script that Redis runs as one step. */
export interface RedisScript {
  readonly source: string;
  /** Hex; names it once the server knows it. */
  readonly sha1: string;
}

/** Makes a script of Lua. */
export function defineScript(source: string): RedisScript {
  // Redis names scripts so: nothing is kept safe by it.
  return { source, sha1: createHash("sha1").update(source).digest("hex") };
}

/** Runs a script, and teaches it to a server that does not know it. */
export async function runScript(
  client: RedisClient,
  script: RedisScript,
  given: ScriptArguments,
): Promise<unknown> {
  try {
    return await client.evalSha(script.sha1, given);
  } catch (error) {
    // Refused before any of it ran.
    if (!(error instanceof Error && error.message.startsWith("NOSCRIPT"))) throw error;
    return client.eval(script.source, given);
  }
}

/** Value, milliseconds: the value that was there, else nothing. */
export const setIfAbsentScript: RedisScript = defineScript(`
local present = redis.call("GET", KEYS[1])
if not present then redis.call("SET", KEYS[1], ARGV[1], "PX", ARGV[2]) end
return present`);

/** Expected value, value, milliseconds: 1 where it was replaced. */
export const replaceScript: RedisScript = defineScript(`
if redis.call("GET", KEYS[1]) ~= ARGV[1] then return 0 end
redis.call("SET", KEYS[1], ARGV[2], "PX", ARGV[3])
return 1`);

/** Milliseconds for the first: the count, or nothing where there is no number to count. */
export const incrementScript: RedisScript = defineScript(`
local present = redis.call("GET", KEYS[1])
if not present then
  redis.call("SET", KEYS[1], "1", "PX", ARGV[1])
  return 1
end
if not string.find(present, "^%d+$") or #present > 15 then return false end
return redis.call("INCR", KEYS[1])`);
