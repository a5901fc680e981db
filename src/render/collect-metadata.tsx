import type { ReactNode } from "react";
import type { RouteComponent } from "./route-modules.ts";

/** What a layout or page may export as `metadata`, or return from `generateMetadata`. */
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

/** One layer's metadata with the props that `generateMetadata` is called with. */
export interface MetadataLayer {
  readonly module: Pick<RouteComponent, "exports">;
  readonly props: Readonly<Record<string, unknown>>;
}

interface Collected {
  readonly title: string | undefined;
  readonly template: string | undefined;
  readonly description: string | undefined;
}

/** Merges the metadata of a route's layers, outermost first, into the tags of its page. */
export async function MetadataTags({
  layers,
}: {
  readonly layers: readonly MetadataLayer[];
}): Promise<ReactNode> {
  let merged: Collected = { title: undefined, template: undefined, description: undefined };
  for (const layer of layers) merged = merge(merged, await metadataOf(layer, merged));
  return (
    <>
      {merged.title === undefined ? null : <title>{merged.title}</title>}
      {merged.description === undefined ? null : (
        <meta name="description" content={merged.description} />
      )}
    </>
  );
}

async function metadataOf(layer: MetadataLayer, parent: Collected): Promise<Metadata> {
  const { generateMetadata, metadata } = layer.module.exports;
  const made: unknown =
    typeof generateMetadata === "function"
      ? await generateMetadata(layer.props, Promise.resolve(parent))
      : metadata;
  return typeof made === "object" && made !== null ? made : {};
}

function merge(parent: Collected, own: Metadata): Collected {
  return {
    ...mergeTitle(parent, own.title),
    description: own.description === null ? undefined : (own.description ?? parent.description),
  };
}

function mergeTitle(
  parent: Collected,
  own: Metadata["title"],
): Pick<Collected, "title" | "template"> {
  const apply = (title: string): string => parent.template?.replaceAll("%s", () => title) ?? title;
  if (own === undefined) return parent;
  if (own === null) return { title: undefined, template: parent.template };
  if (typeof own === "string") return { title: apply(own), template: undefined };
  const title = own.absolute ?? (own.default === undefined ? parent.title : apply(own.default));
  return { title, template: own.template };
}
