import { connectRedis, type RedisLinkOptions } from "./connect-redis.ts";
import { describeRedisPlace } from "./redis-place.ts";
import { readRedisRisks, readRedisVersion } from "./redis-risks.ts";

/**
 * Asks a Redis what it is, and changes nothing there.
 * @throws Error where it does not answer
 */
export async function examineRedis(
  options: Pick<RedisLinkOptions, "place" | "connectMs">,
): Promise<{ readonly message: string; readonly risks: readonly string[] }> {
  const link = await connectRedis(options);
  try {
    const info = await link.use((client) => client.info("everything"));
    const name = describeRedisPlace(options.place);
    return {
      message: `${name} answers: version ${readRedisVersion(info) ?? "unknown"}.`,
      risks: readRedisRisks(info).map((risk) => `${name} ${risk}`),
    };
  } finally {
    await link.close();
  }
}
