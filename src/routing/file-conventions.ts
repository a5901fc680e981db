import { documentFiles, type ServedKind } from "../metadata/index.ts";
import type { SegmentFiles } from "./route-table.ts";

/** What a file of `app/` is by its name. */
export type FileConvention =
  | { readonly kind: "page" | "handler" | "global-error" | "default" }
  | { readonly kind: "segment"; readonly key: keyof SegmentFiles }
  | { readonly kind: "served"; readonly served: ServedFile };

/** A file that is served beside the pages. */
export interface ServedFile {
  readonly kind: ServedKind;
  /** Last part of its address, e.g. `robots.txt`, `icon1.png`, `opengraph-image`. */
  readonly name: string;
  /** It is sent as it lies there; what is not is made by the code in it. */
  readonly isStatic: boolean;
}

const routeFileExtensions: readonly string[] = [".tsx", ".ts", ".jsx", ".js"];

const conventions: ReadonlyMap<string, FileConvention> = new Map<string, FileConvention>([
  ["page", { kind: "page" }],
  ["route", { kind: "handler" }],
  ["global-error", { kind: "global-error" }],
  ["default", { kind: "default" }],
  ["layout", { kind: "segment", key: "layout" }],
  ["template", { kind: "segment", key: "template" }],
  ["loading", { kind: "segment", key: "loading" }],
  ["error", { kind: "segment", key: "error" }],
  ["not-found", { kind: "segment", key: "notFound" }],
  ["unauthorized", { kind: "segment", key: "unauthorized" }],
  ["forbidden", { kind: "segment", key: "forbidden" }],
]);

const staticFile =
  /^(?:(?<favicon>favicon)\.ico|(?<icon>icon)\d?\.(?:ico|jpe?g|png|svg)|(?<apple>apple-icon)\d?\.(?:jpe?g|png)|(?<shared>opengraph-image|twitter-image)\d?\.(?:jpe?g|png|gif)|(?<robots>robots)\.txt|(?<sitemap>sitemap)\.xml|(?<manifest>manifest)\.(?:json|webmanifest))$/;

const madeFile =
  /^(?:(?<document>robots|sitemap|manifest)|(?<picture>icon|apple-icon|opengraph-image|twitter-image)\d?)$/;

/** Tells what a file of `app/` is by its base name, e.g. `not-found.tsx`; undefined for a file without a meaning of its own. */
export function fileConvention(baseName: string): FileConvention | undefined {
  const asItIs = kindOf(staticFile.exec(baseName));
  if (asItIs !== undefined) return served(asItIs, baseName, true);
  const dot = baseName.lastIndexOf(".");
  if (!routeFileExtensions.includes(baseName.slice(dot))) return undefined;
  const stem = baseName.slice(0, dot);
  const made = kindOf(madeFile.exec(stem));
  if (made === undefined) return conventions.get(stem);
  return served(made, documentFiles.get(made)?.name ?? stem, false);
}

function kindOf(found: RegExpExecArray | null): ServedKind | undefined {
  // The groups of both expressions hold kinds and nothing else.
  return Object.values(found?.groups ?? {}).find((each) => each !== undefined) as
    | ServedKind
    | undefined;
}

function served(kind: ServedKind, name: string, isStatic: boolean): FileConvention {
  return { kind: "served", served: { kind, name, isStatic } };
}
