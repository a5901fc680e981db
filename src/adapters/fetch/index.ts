export { createServer, type FetchHandler } from "./create-server.ts";
export { FetchRequest, type FetchPeer } from "./fetch-request.ts";
export { toResponse } from "./to-response.ts";
