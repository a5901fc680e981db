import { andThen } from "../base/index.ts";
import type { Answered, Store } from "../storage/index.ts";
import { anonymous } from "./principal.ts";

/** Who calls, and what, for counting. */
export interface CallToCount {
  /** What is limited, e.g. the look-up of an action. */
  readonly subject: string;
  /** See `principalOf`. */
  readonly principal: string;
  /** Where the call comes from; undefined where the host does not know. */
  readonly address: string | undefined;
  readonly perMinute: number;
}

/** Counts calls, and says when there were too many. */
export interface RateLimit {
  /** Counts this one; 0, or the seconds until another may be made. */
  readonly count: (call: CallToCount) => Answered<number>;
}

const windowMs = 60_000;

/**
 * How many visitors one address may stand for. Credentials are not verified when calls are counted: whoever makes up new
 * ones for each call is still held by this.
 */
const visitorsPerAddress = 10;

/**
 * Makes the counter of calls over a store, by the minutes of the clock: a caller without credentials is known by their
 * address, one with credentials by these, and all callers of one address together have ten times the limit.
 */
export function createRateLimit(store: Store, now: () => number = Date.now): RateLimit {
  return {
    count: ({ subject, principal, address = "unknown", perMinute }) => {
      const time = now();
      const minute = Math.floor(time / windowMs);
      const secondsLeft = Math.ceil(((minute + 1) * windowMs - time) / 1_000);
      const countFor = (who: string): Answered<number> =>
        store.increment(`rate:${subject}:${minute}:${who}`, windowMs * 2);
      const judge = (isOver: boolean): number => (isOver ? secondsLeft : 0);
      if (principal === anonymous)
        return andThen(countFor(`at ${address}`), (count) => judge(count > perMinute));
      return andThen(countFor(`as ${principal}`), (own) =>
        andThen(countFor(`all ${address}`), (all) =>
          judge(own > perMinute || all > perMinute * visitorsPerAddress),
        ),
      );
    },
  };
}
