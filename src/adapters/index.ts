export {
  createMiddleware,
  listStaticFiles,
  serve,
  type ConnectionLimits,
  type ListenProblem,
  type RunningServer,
  type ServeOptions,
  type StaticFolder,
} from "./node/index.ts";
export type { HostedBuild, HostedFile, HostedSettings } from "./hosted-build.ts";
