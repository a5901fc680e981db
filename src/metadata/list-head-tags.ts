import { listAppTags } from "./list-app-tags.ts";
import { listLinkTags } from "./list-link-tags.ts";
import { listShareTags } from "./list-share-tags.ts";
import { linkTag, listOf, metaTag, type HeadTag } from "./head-tag.ts";
import type { ResolvedMetadata, RobotsRules } from "./metadata.ts";
import { createAddressResolver } from "./resolve-address.ts";

/** Where a page stands. */
export interface PageAddress {
  /** Of the app, e.g. `https://shop.example`; undefined where it is not known. */
  readonly origin: string | undefined;
  /** Canonical path. */
  readonly path: string;
}

/** Lists the tags that a page's metadata stands for. */
export function listHeadTags(metadata: ResolvedMetadata, { origin, path }: PageAddress): HeadTag[] {
  const base = metadata.metadataBase ?? (origin === undefined ? undefined : new URL(origin));
  const resolve = createAddressResolver(base ?? undefined, path);
  const { title } = metadata;
  return [
    ...(title === null || title === undefined
      ? []
      : [{ element: "title" as const, text: title.absolute }]),
    ...listPlainTags(metadata),
    ...listLinkTags(metadata, resolve),
    ...listShareTags(metadata, resolve),
    ...listAppTags(metadata),
    ...listOtherTags(metadata.other),
  ];
}

function listPlainTags(metadata: ResolvedMetadata): HeadTag[] {
  const { robots } = metadata;
  const googleBot = typeof robots === "object" && robots !== null ? robots.googleBot : undefined;
  return [
    ...metaTag("description", metadata.description),
    ...metaTag("application-name", metadata.applicationName),
    ...listOf(metadata.authors).flatMap(({ name, url }) => [
      ...linkTag("author", url),
      ...metaTag("author", name),
    ]),
    ...metaTag("generator", metadata.generator),
    ...metaTag("keywords", joined(metadata.keywords)),
    ...metaTag("referrer", metadata.referrer),
    ...metaTag("creator", metadata.creator),
    ...metaTag("publisher", metadata.publisher),
    ...metaTag("robots", writeRobots(robots)),
    ...metaTag("googlebot", writeRobots(googleBot)),
    ...metaTag("abstract", metadata.abstract),
    ...metaTag("category", metadata.category),
    ...metaTag("classification", metadata.classification),
  ];
}

function joined(values: string | readonly string[] | null | undefined): string | undefined {
  const list = listOf(values);
  return list.length === 0 ? undefined : list.join(",");
}

/** Writes the rules of a page, e.g. `noindex, follow, max-snippet:20`. */
function writeRobots(rules: string | RobotsRules | null | undefined): string | undefined {
  if (typeof rules !== "object" || rules === null) return rules ?? undefined;
  const { index, follow, ...others } = rules;
  const words: string[] = [];
  if (index !== undefined) words.push(index ? "index" : "noindex");
  if (follow !== undefined) words.push(follow ? "follow" : "nofollow");
  for (const [name, value] of Object.entries(others)) {
    if (name === "googleBot" || value === undefined || value === false) continue;
    words.push(value === true ? name : `${name}:${String(value)}`);
  }
  return words.length === 0 ? undefined : words.join(", ");
}

function listOtherTags(other: ResolvedMetadata["other"]): HeadTag[] {
  return Object.entries(other ?? {}).flatMap(([name, values]) =>
    listOf(values).flatMap((value) => metaTag(name, value)),
  );
}
