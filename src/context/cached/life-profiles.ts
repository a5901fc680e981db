import { quoteValue, UsageError } from "../usage-error.ts";

/** How long what is cached lives, in seconds; what is left out is that of the profile `default`. */
export interface CacheLife {
  /** How long a browser may show it without asking. */
  readonly stale?: number;
  /** From then on it is served once more while it is made anew; 0 for what may not be kept. */
  readonly revalidate?: number;
  /** From then on it is not served any more. */
  readonly expire?: number;
}

/** Every part of a life. */
export type WholeCacheLife = Required<CacheLife>;

/** Lives by the name of their profile. */
export type LifeProfiles = Readonly<Record<string, WholeCacheLife>>;

const minute = 60;
const hour = 3_600;
const day = 86_400;
const stale = 5 * minute;

/** Names of the profiles that every app has. */
export type ProfileName = "default" | "seconds" | "minutes" | "hours" | "days" | "weeks" | "max";

/** The profiles that every app has; the App Router's. */
export const defaultProfiles: Readonly<Record<ProfileName, WholeCacheLife>> = {
  default: { stale, revalidate: 15 * minute, expire: Number.POSITIVE_INFINITY },
  seconds: { stale: 30, revalidate: 1, expire: minute },
  minutes: { stale, revalidate: minute, expire: hour },
  hours: { stale, revalidate: hour, expire: day },
  days: { stale, revalidate: day, expire: 7 * day },
  weeks: { stale, revalidate: 7 * day, expire: 30 * day },
  max: { stale, revalidate: 30 * day, expire: 365 * day },
};

/** The life of what only a revalidation ends. */
export const endlessLife: WholeCacheLife = {
  stale,
  revalidate: Number.POSITIVE_INFINITY,
  expire: Number.POSITIVE_INFINITY,
};

/**
 * Reads a life: the name of a profile, or seconds, completed by the profile `default`.
 * @throws UsageError `invalid-cache-life`
 */
export function resolveLife(
  what: string,
  life: unknown,
  profiles: LifeProfiles = defaultProfiles,
): WholeCacheLife {
  const fail = (reason: string): UsageError =>
    new UsageError("invalid-cache-life", `${what} was given ${quoteValue(life)}. ${reason}`);
  if (typeof life === "string") {
    const profile = Object.hasOwn(profiles, life) ? profiles[life] : undefined;
    if (profile !== undefined) return profile;
    throw fail(`There is no such profile; there are ${Object.keys(profiles).join(", ")}.`);
  }
  if (typeof life !== "object" || life === null || Array.isArray(life))
    throw fail("Pass the name of a profile, or {stale, revalidate, expire} in seconds.");
  const usual = profiles["default"] ?? defaultProfiles.default;
  const given: { readonly [name: string]: unknown } = { ...life };
  const seconds = (name: keyof CacheLife, missing: number): number => {
    const value = given[name];
    if (value === undefined) return missing;
    if (typeof value === "number" && value >= 0) return value; // and no NaN
    throw fail(`Its ${name} is ${quoteValue(value)}: a number of seconds is needed, 0 or more.`);
  };
  const revalidate = seconds("revalidate", usual.revalidate);
  const expire = seconds("expire", Math.max(usual.expire, revalidate));
  if (expire < revalidate)
    throw fail(
      `It would expire after ${expire} seconds, before it is made anew after ${revalidate}: expire must be the longer of the two.`,
    );
  return { stale: seconds("stale", usual.stale), revalidate, expire };
}
