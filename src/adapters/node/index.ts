export { listStaticFiles, type StaticFolder } from "./list-static-files.ts";
export { NodeRequest } from "./node-request.ts";
export {
  defaultConnectionLimits,
  serve,
  type ConnectionLimits,
  type ListenProblem,
  type RunningServer,
  type ServeOptions,
} from "./serve.ts";
export { writeAnswer } from "./write-answer.ts";
