import type { DocumentKind } from "../metadata/index.ts";
import type { SegmentFiles } from "./route-table.ts";

/** What a file of `app/` is by its name. */
export type FileConvention =
  | { readonly kind: "page" | "handler" | "global-error" | "default" }
  | { readonly kind: "segment"; readonly key: keyof SegmentFiles }
  /** A file for machines that the app makes. */
  | { readonly kind: "document"; readonly document: DocumentKind }
  | { readonly kind: "metadata" };

const routeFileExtensions: readonly string[] = [".tsx", ".ts", ".jsx", ".js"];

const conventions: ReadonlyMap<string, FileConvention> = new Map<string, FileConvention>([
  ["page", { kind: "page" }],
  ["route", { kind: "handler" }],
  ["global-error", { kind: "global-error" }],
  ["default", { kind: "default" }],
  ["robots", { kind: "document", document: "robots" }],
  ["sitemap", { kind: "document", document: "sitemap" }],
  ["manifest", { kind: "document", document: "manifest" }],
  ["layout", { kind: "segment", key: "layout" }],
  ["template", { kind: "segment", key: "template" }],
  ["loading", { kind: "segment", key: "loading" }],
  ["error", { kind: "segment", key: "error" }],
  ["not-found", { kind: "segment", key: "notFound" }],
  ["unauthorized", { kind: "segment", key: "unauthorized" }],
  ["forbidden", { kind: "segment", key: "forbidden" }],
]);

// Next's metadata files: pictures in any place, the others at the root of a segment.
const metadataFile =
  /^(?:(?:favicon|icon\d?|apple-icon\d?|opengraph-image\d?|twitter-image\d?)\.(?:ico|jpe?g|png|gif|svg|[jt]sx?)|(?:sitemap|robots|manifest)\.(?:xml|txt|json|webmanifest))$/;

/** Tells what a file of `app/` is by its base name, e.g. `not-found.tsx`; undefined for a file without a meaning of its own. */
export function fileConvention(baseName: string): FileConvention | undefined {
  if (metadataFile.test(baseName)) return { kind: "metadata" };
  const dot = baseName.lastIndexOf(".");
  if (!routeFileExtensions.includes(baseName.slice(dot))) return undefined;
  return conventions.get(baseName.slice(0, dot));
}
