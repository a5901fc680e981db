import { listOf, metaTag, propertyTag, type HeadTag } from "./head-tag.ts";
import { shapeTitle } from "./merge-metadata.ts";
import type {
  OpenGraph,
  ResolvedMetadata,
  SharedMedia,
  TitleTemplate,
  Twitter,
} from "./metadata.ts";
import type { AddressResolver } from "./resolve-address.ts";

/** Lists how a page looks where it is shared. What `openGraph` leaves out is the page's own, and `twitter` follows it. */
export function listShareTags(metadata: ResolvedMetadata, resolve: AddressResolver): HeadTag[] {
  const { openGraph, twitter } = metadata;
  const title = metadata.title?.absolute;
  const { description } = metadata;
  const graph =
    openGraph === null || openGraph === undefined
      ? undefined
      : {
          ...openGraph,
          title: titleOf(openGraph.title) ?? title,
          description: openGraph.description ?? description,
        };
  const card =
    twitter === null || (twitter === undefined && graph === undefined)
      ? undefined
      : completeCard(twitter ?? {}, { title, description, images: undefined, ...graph });
  return [
    ...(graph === undefined ? [] : listOpenGraph(graph, resolve)),
    ...(card === undefined ? [] : listTwitter(card, resolve)),
  ];
}

function titleOf(title: string | TitleTemplate | undefined): string | undefined {
  if (title === undefined || typeof title === "string") return title;
  return (
    title.absolute ?? (title.default === undefined ? undefined : shapeTitle(title.default, null))
  );
}

/** Open Graph with its own title and the page's description filled in. */
interface FilledGraph extends Omit<OpenGraph, "title" | "description"> {
  readonly title: string | undefined;
  readonly description: string | null | undefined;
}

/** The keys that only some types have. */
type KeyOfType = Exclude<
  keyof OpenGraph & keyof FilledGraph,
  "images" | "videos" | "audio" | "title" | "description"
>;

/** The keys of a type, and the property that each is written as. */
const typeProperties: ReadonlyMap<
  string | undefined,
  readonly (readonly [key: KeyOfType, property: string])[]
> = new Map([
  [
    "article",
    [
      ["publishedTime", "article:published_time"],
      ["modifiedTime", "article:modified_time"],
      ["expirationTime", "article:expiration_time"],
      ["authors", "article:author"],
      ["section", "article:section"],
      ["tags", "article:tag"],
    ],
  ],
  [
    "book",
    [
      ["isbn", "book:isbn"],
      ["releaseDate", "book:release_date"],
      ["authors", "book:author"],
      ["tags", "book:tag"],
    ],
  ],
  [
    "profile",
    [
      ["firstName", "profile:first_name"],
      ["lastName", "profile:last_name"],
      ["username", "profile:username"],
      ["gender", "profile:gender"],
    ],
  ],
  ["music.song", [["duration", "music:duration"]]],
  [
    "video.movie",
    [
      ["releaseDate", "video:release_date"],
      ["duration", "video:duration"],
      ["tags", "video:tag"],
    ],
  ],
]);

function listOpenGraph(graph: FilledGraph, resolve: AddressResolver): HeadTag[] {
  const each = (name: string, values: OpenGraph["emails"]): HeadTag[] =>
    listOf(values).flatMap((value) => propertyTag(name, value));
  const { type, url } = graph;
  const own = (typeProperties.get(type) ?? []).flatMap(([key, property]) =>
    listOf<string | number | URL>(graph[key]).flatMap((value) => propertyTag(property, value)),
  );
  return [
    ...propertyTag("og:title", graph.title),
    ...propertyTag("og:description", graph.description),
    ...propertyTag("og:determiner", graph.determiner),
    ...propertyTag("og:url", url === undefined ? undefined : resolve(url)),
    ...propertyTag("og:site_name", graph.siteName),
    ...propertyTag("og:locale", graph.locale),
    ...propertyTag("og:country_name", graph.countryName),
    ...propertyTag("og:ttl", graph.ttl),
    ...listMedia("og:image", graph.images, resolve),
    ...listMedia("og:video", graph.videos, resolve),
    ...listMedia("og:audio", graph.audio, resolve),
    ...each("og:email", graph.emails),
    ...each("og:phone_number", graph.phoneNumbers),
    ...each("og:fax_number", graph.faxNumbers),
    ...each("og:locale:alternate", graph.alternateLocale),
    ...propertyTag("og:type", type),
    ...own,
  ];
}

function listMedia(name: string, given: OpenGraph["images"], resolve: AddressResolver): HeadTag[] {
  return listOf<string | URL | SharedMedia>(given).flatMap((each) => {
    const { url, secureUrl, type, width, height, alt } = mediaOf(each);
    return [
      ...propertyTag(name, resolve(url)),
      ...propertyTag(
        `${name}:secure_url`,
        secureUrl === undefined ? undefined : resolve(secureUrl),
      ),
      ...propertyTag(`${name}:type`, type),
      ...propertyTag(`${name}:width`, width),
      ...propertyTag(`${name}:height`, height),
      ...propertyTag(`${name}:alt`, alt),
    ];
  });
}

function mediaOf(media: string | URL | SharedMedia): SharedMedia {
  return typeof media === "string" || media instanceof URL ? { url: media } : media;
}

/** A card with everything that it takes from elsewhere. */
interface FilledCard extends Omit<Twitter, "title" | "description"> {
  readonly title: string | undefined;
  readonly description: string | null | undefined;
}

function completeCard(
  card: Twitter,
  from: Pick<FilledGraph, "title" | "description"> & {
    readonly images: OpenGraph["images"] | undefined;
  },
): FilledCard {
  const images = card.images ?? from.images;
  return {
    ...card,
    card: card.card ?? (listOf(images).length > 0 ? "summary_large_image" : "summary"),
    title: titleOf(card.title) ?? from.title,
    description: card.description ?? from.description,
    ...(images === undefined ? {} : { images }),
  };
}

function listTwitter(card: FilledCard, resolve: AddressResolver): HeadTag[] {
  return [
    ...metaTag("twitter:card", card.card),
    ...metaTag("twitter:site", card.site),
    ...metaTag("twitter:site:id", card.siteId),
    ...metaTag("twitter:creator", card.creator),
    ...metaTag("twitter:creator:id", card.creatorId),
    ...metaTag("twitter:title", card.title),
    ...metaTag("twitter:description", card.description),
    ...listOf<string | URL | SharedMedia>(card.images).flatMap((each) => {
      const { url, alt } = mediaOf(each);
      return [...metaTag("twitter:image", resolve(url)), ...metaTag("twitter:image:alt", alt)];
    }),
  ];
}
