export type {
  Metadata,
  MetadataRoute,
  ResolvedMetadata,
  ResolvingMetadata,
  Viewport,
} from "../metadata/index.ts";
export type { NextConfig, ServerActionsConfig } from "./next-config.ts";
export type { ParamsOf } from "./route-props.ts";
