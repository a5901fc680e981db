export {
  createMemoryStore,
  type Answered,
  type Replacement,
  type Store,
} from "../../storage/index.ts";
export {
  loadKeys,
  loopbackOrigins,
  parseKeyRing,
  type AppBuild,
  type KeyRing,
  type KeySources,
  type LoadedKeys,
  type ServerOptions,
  FetchRequest,
  toResponse,
  type FetchPeer,
} from "../../server/index.ts";
export { createServer, type FetchHandler } from "./create-server.ts";
export { createFetchEntry, type FetchEntry } from "./create-fetch-entry.ts";
export type { HostedBuild } from "../hosted-build.ts";
export type { HostOptions } from "../resolve-host-options.ts";
