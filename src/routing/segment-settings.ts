import { err, fetchCaches, ok, type FetchCache, type Result } from "../base/index.ts";

const dynamics = ["auto", "force-dynamic", "error", "force-static"] as const;
/** What one layout, page or handler says of its route. */
export interface SegmentSettings {
  readonly dynamic?: (typeof dynamics)[number];
  readonly dynamicParams?: boolean;
  /** Seconds; `false` for until it is revalidated. */
  readonly revalidate?: number | false;
  readonly fetchCache?: FetchCache;
  /** Seconds. */
  readonly maxDuration?: number;
  /** It exports `generateStaticParams`. */
  readonly hasStaticParams?: true;
}

/** The settings that are read; the others of the App Router have no effect. */
const readers: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  dynamic: oneOf(dynamics),
  dynamicParams: (value) => (typeof value === "boolean" ? undefined : "true or false is needed"),
  revalidate: (value) =>
    value === false || isCount(value)
      ? undefined
      : "a whole number of seconds, or false, is needed",
  fetchCache: oneOf(fetchCaches),
  maxDuration: (value) =>
    isCount(value) && value > 0 ? undefined : "a whole number of seconds above 0 is needed",
};

/** Names of the settings that are read. */
export const segmentSettingNames: ReadonlySet<string> = new Set(Object.keys(readers));

/** Checks one setting; the error is a sentence that names it. */
export function readSegmentSetting(name: string, value: unknown): Result<SegmentSettings, string> {
  const fault = readers[name]?.(value);
  return fault === undefined
    ? ok({ [name]: value })
    : err(`\`${name}\` is ${JSON.stringify(value) ?? String(value)}: ${fault}.`);
}

function oneOf(words: readonly string[]): (value: unknown) => string | undefined {
  const listed = words.map((word) => `"${word}"`);
  const needed = `${listed.slice(0, -1).join(", ")} or ${listed.at(-1) ?? ""} is needed`;
  return (value) => (words.some((word) => word === value) ? undefined : needed);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}
