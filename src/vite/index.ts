export { buildApp, type BuildOptions } from "./build-app.ts";
export { startDevServer, type DevOptions, type DevServer } from "./dev-server.ts";
