import { defineScript, type RedisScript } from "../../storage/redis/index.ts";

/*
 * What Redis holds of the versions, three keys of one slot:
 *   state  hash: epoch, run (the server process that the epoch began in), count, floor, size, settled,
 *          and `i:<instance>` = number of its last lease
 *   tags   hash: tag = "ended aged agedExpiresAt"
 *   order  sorted set: tag by the count of its last move
 *
 * Every script first makes sure that all of it is there and was never lost. A server process that is not the one the
 * epoch began in may have come back with an older copy, or be a replica that had not got all of it; a key that is
 * missing may have been evicted. Then another epoch begins, and no entry of before is valid.
 */
const begin = `
local state, tags, order = KEYS[1], KEYS[2], KEYS[3]
local run = string.match(redis.call("INFO", "server"), "run_id:(%x+)")
local kept = redis.call("HMGET", state, "epoch", "run", "size", "count", "floor")
local epoch, count, floor = kept[1], tonumber(kept[4]), kept[5]
if not (epoch and kept[2] == run and tonumber(kept[3]) == redis.call("HLEN", tags)
    and tonumber(kept[3]) == redis.call("ZCARD", order)) then
  epoch, count, floor = ARGV[1], 0, "0"
  redis.call("DEL", state, tags, order)
  redis.call("HSET", state, "epoch", epoch, "run", run, "size", 0, "count", 0, "floor", 0)
end
`;

/**
 * Arguments: an epoch to begin where there is none; the epoch and count that are known; the instance and the number of its lease, or
 * two empty texts; the epoch that began long enough ago, or an empty text. Answer: epoch, count, floor, and in a flat list
 * the tags that moved since, the one that moved longest ago first, each with its version.
 */
export const syncScript: RedisScript = defineScript(`${begin}
if ARGV[6] == epoch then redis.call("HSET", state, "settled", 1) end
-- A look may come after a later one, over another connection, or a second time: the number of a lease only grows, so that
-- nobody who waited for an earlier one forgets it.
if ARGV[4] ~= "" and tonumber(redis.call("HGET", state, "i:" .. ARGV[4]) or 0) < tonumber(ARGV[5]) then
  redis.call("HSET", state, "i:" .. ARGV[4], ARGV[5])
end
local moved
if ARGV[2] ~= epoch then moved = redis.call("ZRANGE", order, 0, -1)
elseif tonumber(ARGV[3]) < count then moved = redis.call("ZRANGEBYSCORE", order, "(" .. ARGV[3], "+inf")
else moved = {} end
local versions = {}
for _, tag in ipairs(moved) do
  versions[#versions + 1] = tag
  versions[#versions + 1] = redis.call("HGET", tags, tag)
end
return {epoch, tostring(count), floor, versions}`);

/**
 * Arguments: an epoch to begin where there is none; the time, and until when the move lets what is there be served, or an empty
 * text; how many tags are kept; the channel of moves; who moves; then the tags. Answer: epoch, count, 1 where the epoch is settled, and in a flat list
 * the instances with the numbers of their leases.
 */
export const moveScript: RedisScript = defineScript(`${begin}
local now, expiresAt = tonumber(ARGV[2]), ARGV[3]
count = count + 1
local versions = {}
for at = 7, #ARGV do
  local tag = ARGV[at]
  local version
  if expiresAt == "" then version = string.format("%.0f 0 0", count)
  else
    local ended, aged, agedExpiresAt = string.match(redis.call("HGET", tags, tag) or "0 0 0", "(%d+) (%d+) (%d+)")
    local til = expiresAt
    if aged ~= "0" and tonumber(agedExpiresAt) <= now then ended = aged
    elseif aged ~= "0" and tonumber(agedExpiresAt) < tonumber(til) then til = agedExpiresAt end
    version = string.format("%s %.0f %s", ended, count, til)
  end
  redis.call("HSET", tags, tag, version)
  redis.call("ZADD", order, count, tag)
  versions[#versions + 1] = tag
  versions[#versions + 1] = version
end
local surplus = redis.call("ZCARD", order) - tonumber(ARGV[4])
if surplus > 0 then
  local oldest = redis.call("ZPOPMIN", order, surplus)
  for at = 1, #oldest, 2 do redis.call("HDEL", tags, oldest[at]) end
  floor = string.format("%.0f", oldest[#oldest])
end
redis.call("HSET", state, "count", string.format("%.0f", count), "floor", floor, "size", redis.call("HLEN", tags))
redis.call("PUBLISH", ARGV[5], cjson.encode({epoch, string.format("%.0f", count), floor, ARGV[6], versions}))
local leases, fields, settled = {}, redis.call("HGETALL", state), 0
for at = 1, #fields, 2 do
  if fields[at] == "settled" then settled = 1
  elseif string.sub(fields[at], 1, 2) == "i:" then
    leases[#leases + 1] = string.sub(fields[at], 3)
    leases[#leases + 1] = fields[at + 1]
  end
end
return {epoch, string.format("%.0f", count), settled, leases}`);

/** Arguments: instances, each with the number of its lease; they are forgotten where they have no later one. */
export const forgetScript: RedisScript = defineScript(`
for at = 1, #ARGV, 2 do
  local field = "i:" .. ARGV[at]
  if redis.call("HGET", KEYS[1], field) == ARGV[at + 1] then redis.call("HDEL", KEYS[1], field) end
end`);
