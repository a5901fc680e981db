import type { RedisLink } from "./connect-redis.ts";
import { describeRedisPlace, type RedisPlace } from "./redis-place.ts";
import { defineScript, runScript } from "./run-script.ts";
import { readRedisRisks } from "./redis-risks.ts";
import type { RedisMail } from "./redis-mail.ts";

/** What is watched, and who is told. */
export interface RedisWatchOptions {
  readonly place: RedisPlace;
  readonly link: RedisLink;
  readonly mail: RedisMail;
  readonly onError: (error: unknown) => void;
  readonly onNotice: (line: string) => void;
  /** Default: 2 s. */
  readonly watchMs?: number;
}

/** A mark, and one to write where there is none: the one that is there, in the end. It tells a server that lost what it held. */
const markScript = defineScript(`
redis.call("SET", KEYS[1], ARGV[1], "NX")
return redis.call("GET", KEYS[1])`);

/**
 * Looks at a server as long as it is used, and tells when it goes away and comes back, and when it forgot what it held: the
 * promises that rest on it begin anew then.
 */
export async function watchRedis(
  options: RedisWatchOptions,
): Promise<{ readonly end: () => void }> {
  const { place, link, mail, onError, onNotice, watchMs = 2_000 } = options;
  const name = describeRedisPlace(place);
  const readMark = async (): Promise<string> => {
    // Another each time: one's own of before would look as if nothing had been lost.
    const given = { keys: [`${place.prefix}born`], arguments: [crypto.randomUUID()] };
    return String(await link.use((client) => runScript(client, markScript, given)));
  };
  const state = { mark: await readMark(), awaySince: 0, isLooking: false };
  for (const risk of readRedisRisks(await link.use((client) => client.info("everything"))))
    onNotice(`${name} ${risk}`);
  const look = async (): Promise<void> => {
    const mark = await readMark();
    if (state.awaySince > 0)
      onNotice(
        `${name} is back after ${Math.round((performance.now() - state.awaySince) / 1_000)} s.`,
      );
    state.awaySince = 0;
    if (mark !== state.mark)
      onNotice(
        `${name} lost what it held: what was recorded there before is forgotten, and calls of before that are repeated run again.`,
      );
    state.mark = mark;
    await mail.check();
  };
  const fail = (error: unknown): void => {
    if (state.awaySince > 0) return;
    state.awaySince = performance.now();
    onError(error);
  };
  const timer = setInterval(() => {
    if (state.isLooking) return;
    state.isLooking = true;
    look()
      .catch(fail)
      .finally(() => (state.isLooking = false));
  }, watchMs);
  timer.unref();
  return { end: () => clearInterval(timer) };
}
