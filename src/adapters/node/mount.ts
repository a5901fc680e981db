export type { HostOptions } from "../resolve-host-options.ts";
export { connectStorage, type StorageOptions } from "./connect-storage.ts";
export { createNodeHandler, type NodeHandler } from "./create-node-handler.ts";
