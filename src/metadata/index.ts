export type { HeadTag } from "./head-tag.ts";
export { listHeadTags, type PageAddress } from "./list-head-tags.ts";
export { listViewportTags } from "./list-viewport-tags.ts";
export { mergeMetadata } from "./merge-metadata.ts";
export type {
  Alternates,
  Icon,
  Icons,
  Metadata,
  OpenGraph,
  ResolvedMetadata,
  ResolvingMetadata,
  RobotsRules,
  TitleTemplate,
  Twitter,
  Viewport,
} from "./metadata.ts";
export { noFiles, takeFiles, withFiles, type FoundFile, type PageFiles } from "./page-files.ts";
export { documentFiles, writeDocument, type ServedKind } from "./write-document.ts";
export type * as MetadataRoute from "./metadata-route.ts";
