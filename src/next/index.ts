export type { Metadata, ResolvingMetadata, TitleTemplate } from "./metadata.ts";
export type { NextConfig, ServerActionsConfig } from "./next-config.ts";
