export type { Metadata, ResolvedMetadata, ResolvingMetadata, Viewport } from "../metadata/index.ts";
export type { NextConfig, ServerActionsConfig } from "./next-config.ts";
export type { LayoutProps, PageProps, ParamsOf, RouteContext } from "./route-props.ts";
