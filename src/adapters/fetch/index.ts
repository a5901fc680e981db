export {
  loadKeys,
  loopbackOrigins,
  parseKeyRing,
  type AppBuild,
  type KeyRing,
  type KeySources,
  type LoadedKeys,
  type ServerOptions,
} from "../../server/index.ts";
export { createServer, type FetchHandler } from "./create-server.ts";
export { FetchRequest, type FetchPeer } from "./fetch-request.ts";
export { toResponse } from "./to-response.ts";
