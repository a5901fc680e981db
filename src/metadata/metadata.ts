/** A title that shapes the titles below it: `{template: "%s | Forum", default: "Forum"}`. */
export interface TitleTemplate {
  readonly default?: string;
  readonly template?: string;
  /** Not shaped by the template above. */
  readonly absolute?: string;
}

/** One value or several. */
export type OneOrMore<T> = T | readonly T[];

/** Who wrote a page. */
export interface Author {
  readonly name?: string;
  readonly url?: string | URL;
}

/** What search engines may do with a page. */
export interface RobotsRules {
  readonly index?: boolean;
  readonly follow?: boolean;
  readonly noarchive?: boolean;
  readonly nosnippet?: boolean;
  readonly noimageindex?: boolean;
  readonly nocache?: boolean;
  readonly notranslate?: boolean;
  readonly indexifembedded?: boolean;
  readonly nositelinkssearchbox?: boolean;
  readonly unavailable_after?: string;
  readonly "max-video-preview"?: number | string;
  readonly "max-image-preview"?: "none" | "standard" | "large";
  readonly "max-snippet"?: number;
}

/** An icon as a link, e.g. `{url: "/icon.png", sizes: "32x32"}`. */
export interface Icon {
  readonly url: string | URL;
  readonly rel?: string;
  readonly type?: string;
  readonly sizes?: string;
  readonly media?: string;
  readonly color?: string;
  readonly fetchPriority?: "high" | "low" | "auto";
}

/** Icons by what they are for. */
export interface Icons {
  readonly icon?: OneOrMore<string | URL | Icon>;
  readonly shortcut?: OneOrMore<string | URL | Icon>;
  readonly apple?: OneOrMore<string | URL | Icon>;
  readonly other?: OneOrMore<Icon>;
}

/** The same page elsewhere. */
export interface Alternates {
  readonly canonical?: string | URL | AlternateLink | null;
  readonly languages?: Readonly<
    Record<string, string | URL | readonly AlternateLink[] | null | undefined>
  >;
  readonly media?: Readonly<Record<string, string | URL | readonly AlternateLink[] | null>>;
  readonly types?: Readonly<Record<string, string | URL | readonly AlternateLink[] | null>>;
}

/** An address with a title. */
export interface AlternateLink {
  readonly url: string | URL;
  readonly title?: string;
}

/** A picture, film or sound of a shared page. */
export interface SharedMedia {
  readonly url: string | URL;
  readonly secureUrl?: string | URL;
  readonly alt?: string;
  readonly type?: string;
  readonly width?: number | string;
  readonly height?: number | string;
}

/** How a page looks where it is shared: <https://ogp.me>. Keys of its `type` stand beside it, e.g. `publishedTime`. */
export interface OpenGraph {
  readonly type?: string;
  readonly title?: string | TitleTemplate;
  readonly description?: string;
  readonly determiner?: string;
  readonly url?: string | URL;
  readonly siteName?: string;
  readonly locale?: string;
  readonly alternateLocale?: OneOrMore<string>;
  readonly countryName?: string;
  readonly ttl?: number;
  readonly images?: OneOrMore<string | URL | SharedMedia>;
  readonly videos?: OneOrMore<string | URL | SharedMedia>;
  readonly audio?: OneOrMore<string | URL | SharedMedia>;
  readonly emails?: OneOrMore<string>;
  readonly phoneNumbers?: OneOrMore<string>;
  readonly faxNumbers?: OneOrMore<string>;
  readonly publishedTime?: string;
  readonly modifiedTime?: string;
  readonly expirationTime?: string;
  readonly authors?: OneOrMore<string | URL> | null;
  readonly section?: string | null;
  readonly tags?: OneOrMore<string> | null;
  readonly isbn?: string | null;
  readonly releaseDate?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly username?: string | null;
  readonly gender?: string | null;
  readonly duration?: number | null;
}

/** How a page looks on Twitter; what is absent is taken from `openGraph`. */
export interface Twitter {
  readonly card?: "summary" | "summary_large_image" | "player" | "app";
  readonly site?: string;
  readonly siteId?: string;
  readonly creator?: string;
  readonly creatorId?: string;
  readonly title?: string | TitleTemplate;
  readonly description?: string;
  readonly images?: OneOrMore<string | URL | SharedMedia>;
}

/** How a page stands as an app on the screen of a telephone. */
export interface AppleWebApp {
  readonly capable?: boolean;
  readonly title?: string;
  readonly statusBarStyle?: "default" | "black" | "black-translucent";
  readonly startupImage?: OneOrMore<string | { readonly url: string; readonly media?: string }>;
}

/** What a layout or page exports as `metadata`, or returns from `generateMetadata`. A key replaces that of the layouts above; null takes it away. */
export interface Metadata {
  /** What relative addresses in metadata are relative to. Default: the origin of the app. */
  readonly metadataBase?: URL | null;
  readonly title?: string | TitleTemplate | null;
  readonly description?: string | null;
  readonly applicationName?: string | null;
  readonly authors?: OneOrMore<Author> | null;
  readonly generator?: string | null;
  readonly keywords?: OneOrMore<string> | null;
  readonly referrer?: string | null;
  readonly creator?: string | null;
  readonly publisher?: string | null;
  readonly robots?: string | (RobotsRules & { readonly googleBot?: string | RobotsRules }) | null;
  readonly alternates?: Alternates | null;
  readonly icons?: OneOrMore<string | URL | Icon> | Icons | null;
  readonly openGraph?: OpenGraph | null;
  readonly twitter?: Twitter | null;
  readonly facebook?: { readonly appId?: string; readonly admins?: OneOrMore<string> } | null;
  readonly verification?: {
    readonly google?: OneOrMore<string | number> | null;
    readonly yahoo?: OneOrMore<string | number> | null;
    readonly yandex?: OneOrMore<string | number> | null;
    readonly me?: OneOrMore<string | number> | null;
    readonly other?: Readonly<Record<string, OneOrMore<string | number>>>;
  } | null;
  readonly manifest?: string | URL | null;
  readonly appleWebApp?: boolean | AppleWebApp | null;
  readonly formatDetection?: Readonly<
    Partial<Record<"telephone" | "date" | "address" | "email" | "url", boolean>>
  > | null;
  readonly itunes?: { readonly appId: string; readonly appArgument?: string } | null;
  readonly abstract?: string | null;
  readonly archives?: OneOrMore<string> | null;
  readonly assets?: OneOrMore<string> | null;
  readonly bookmarks?: OneOrMore<string> | null;
  readonly pagination?: {
    readonly previous?: string | URL | null;
    readonly next?: string | URL | null;
  } | null;
  readonly category?: string | null;
  readonly classification?: string | null;
  readonly other?: Readonly<Record<string, OneOrMore<string | number>>> | null;
}

/** Metadata of the layouts above: titles are absolute, with the template for those below. */
export interface ResolvedMetadata extends Omit<Metadata, "title"> {
  readonly title?: { readonly absolute: string; readonly template: string | null } | null;
}

/** Second argument of `generateMetadata`: the metadata of the layouts above. */
export type ResolvingMetadata = Promise<ResolvedMetadata>;

/** What a layout or page exports as `viewport`, or returns from `generateViewport`. */
export interface Viewport {
  readonly width?: string | number;
  readonly height?: string | number;
  readonly initialScale?: number;
  readonly minimumScale?: number;
  readonly maximumScale?: number;
  readonly userScalable?: boolean;
  readonly viewportFit?: "auto" | "cover" | "contain";
  readonly interactiveWidget?: "resizes-visual" | "resizes-content" | "overlays-content";
  readonly themeColor?: OneOrMore<
    string | { readonly color: string; readonly media?: string }
  > | null;
  readonly colorScheme?: string | null;
}
