export { createMiddleware } from "./create-middleware.ts";
export { contentTypeOf, listStaticFiles, type StaticFolder } from "./list-static-files.ts";
export {
  serve,
  type ConnectionLimits,
  type ListenProblem,
  type RunningServer,
  type ServeOptions,
} from "./serve.ts";
