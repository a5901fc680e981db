import { withoutBasePath } from "../../protocol/index.ts";
import type { Visit } from "../visit.ts";
import { classifyForEndpoint } from "./classify-for-endpoint.ts";
import { classifyRequest, type RequestKind } from "./classify-request.ts";

/** Tells what a visit asks of its app. */
export function classifyVisit({ received, url, app, server }: Visit): RequestKind {
  const path = withoutBasePath(url.path, server.settings.basePath);
  if (path === undefined) return { kind: "elsewhere" };
  return app.endpoint === undefined
    ? classifyRequest(received, path, server.matcherOf(app.routes), server.settings.staticFiles)
    : classifyForEndpoint(received, path, app.endpoint);
}
