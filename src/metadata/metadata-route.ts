import type { OneOrMore } from "./metadata.ts";

/** Rules for some of the machines that read a site. */
export interface RobotsRule {
  readonly userAgent?: OneOrMore<string>;
  readonly allow?: OneOrMore<string>;
  readonly disallow?: OneOrMore<string>;
  /** Seconds. */
  readonly crawlDelay?: number;
}

/** What `app/robots.ts` returns. */
export interface Robots {
  readonly rules: OneOrMore<RobotsRule>;
  readonly sitemap?: OneOrMore<string>;
  readonly host?: string;
}

/** One page of a sitemap. */
export interface SitemapEntry {
  /** Absolute. */
  readonly url: string;
  readonly lastModified?: string | Date;
  readonly changeFrequency?:
    | "always"
    | "hourly"
    | "daily"
    | "weekly"
    | "monthly"
    | "yearly"
    | "never";
  /** From 0 to 1. */
  readonly priority?: number;
  readonly alternates?: { readonly languages?: Readonly<Record<string, string>> };
  /** Absolute addresses of pictures. */
  readonly images?: readonly string[];
}

/** What `sitemap.ts` returns. */
export type Sitemap = readonly SitemapEntry[];

/** What `app/manifest.ts` returns: a web app manifest. */
export interface Manifest {
  readonly name?: string;
  readonly short_name?: string;
  readonly description?: string;
  readonly start_url?: string;
  readonly display?: "fullscreen" | "standalone" | "minimal-ui" | "browser";
  readonly background_color?: string;
  readonly theme_color?: string;
  readonly icons?: readonly {
    readonly src: string;
    readonly sizes?: string;
    readonly type?: string;
    readonly purpose?: string;
  }[];
  readonly [key: string]: unknown;
}
