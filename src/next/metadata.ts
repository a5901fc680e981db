/** What a layout or page exports as `metadata`, or returns from `generateMetadata`. */
export interface Metadata {
  readonly title?: string | TitleTemplate | null;
  readonly description?: string | null;
}

/** A title that shapes the titles below it: `{template: "%s | Forum", default: "Forum"}`. */
export interface TitleTemplate {
  readonly default?: string;
  readonly template?: string;
  readonly absolute?: string;
}

/** Second argument of `generateMetadata`: the metadata of the layouts above. */
export type ResolvingMetadata = Promise<{
  readonly title?: string | undefined;
  readonly description?: string | undefined;
}>;
