export { createServer, type FetchHandler, type FetchPeer } from "./fetch/index.ts";
export {
  defaultConnectionLimits,
  listStaticFiles,
  serve,
  type ConnectionLimits,
  type ListenProblem,
  type RunningServer,
  type ServeOptions,
  type StaticFolder,
} from "./node/index.ts";
