import { linkTag, listOf, type HeadTag } from "./head-tag.ts";
import type { AlternateLink, Icon, Icons, ResolvedMetadata } from "./metadata.ts";
import { iconsByUse } from "./page-files.ts";
import type { AddressResolver } from "./resolve-address.ts";

/** Lists the links of a page's metadata: other addresses of it, its icons, its manifest. */
export function listLinkTags(metadata: ResolvedMetadata, resolve: AddressResolver): HeadTag[] {
  const { manifest, pagination } = metadata;
  const plain = (rel: string, values: string | readonly string[] | null | undefined): HeadTag[] =>
    listOf(values).flatMap((href) => linkTag(rel, href));
  return [
    ...linkTag("manifest", manifest, { crossorigin: undefined }),
    ...plain("archives", metadata.archives),
    ...plain("assets", metadata.assets),
    ...plain("bookmarks", metadata.bookmarks),
    ...linkTag("prev", addressOf(pagination?.previous, resolve)),
    ...linkTag("next", addressOf(pagination?.next, resolve)),
    ...listAlternates(metadata.alternates, resolve),
    ...listIcons(metadata.icons),
  ];
}

function addressOf(
  address: string | URL | null | undefined,
  resolve: AddressResolver,
): string | undefined {
  return address === null || address === undefined ? undefined : resolve(address);
}

function listAlternates(
  alternates: ResolvedMetadata["alternates"],
  resolve: AddressResolver,
): HeadTag[] {
  if (alternates === null || alternates === undefined) return [];
  const { canonical, languages, media, types } = alternates;
  const links = (
    attribute: string,
    given: Readonly<
      Record<string, string | URL | readonly AlternateLink[] | null | undefined>
    > = {},
  ): HeadTag[] =>
    Object.entries(given).flatMap(([key, value]) =>
      listOf<string | URL | AlternateLink>(value).flatMap((each) => {
        const { url, title } = linkOf(each);
        return linkTag("alternate", resolve(url), { [attribute]: key, title });
      }),
    );
  const own = canonical === null || canonical === undefined ? undefined : linkOf(canonical);
  return [
    ...(own === undefined ? [] : linkTag("canonical", resolve(own.url), { title: own.title })),
    ...links("hrefLang", languages),
    ...links("media", media),
    ...links("type", types),
  ];
}

function linkOf(link: string | URL | AlternateLink): AlternateLink {
  return typeof link === "string" || link instanceof URL ? { url: link } : link;
}

function listIcons(icons: ResolvedMetadata["icons"]): HeadTag[] {
  const { icon, shortcut, apple, other } = iconsByUse(icons);
  const tags = (rel: string, given: Icons["icon"]): HeadTag[] =>
    listOf<string | URL | Icon>(given).flatMap((each) => iconTag(rel, each));
  return [
    ...tags("shortcut icon", shortcut),
    ...tags("icon", icon),
    ...tags("apple-touch-icon", apple),
    ...tags("icon", other),
  ];
}

function iconTag(rel: string, icon: string | URL | Icon): HeadTag[] {
  if (typeof icon === "string" || icon instanceof URL) return linkTag(rel, icon);
  const { url, rel: own, ...attributes } = icon;
  return linkTag(own ?? rel, url, attributes);
}
