export { connectRedis, type RedisLink } from "./connect-redis.ts";
export { createRedisMail, type RedisMail } from "./redis-mail.ts";
export { parseRedisPlace, type RedisPlace } from "./redis-place.ts";
export { defineScript, runScript, type RedisScript } from "./run-script.ts";
export { scanKeys } from "./scan-keys.ts";
