export { buildApp } from "./build-app.ts";
export type { PageRendering } from "./build-manifest.ts";
export type { PageOnDisk } from "./prerender/prerender-build.ts";
export type { BuildOptions } from "./run-build.ts";
export { startDevServer, type DevOptions, type DevServer } from "./dev-server.ts";
