export type { ConfigProblem } from "./config-problem.ts";
export { loadConfig, type LoadConfigOptions, type LoadedConfig } from "./load-config.ts";
export { keepConfig } from "./kept-config.ts";
export { loadEnvironment } from "./load-environment.ts";
export { hostingFacts, type HostingFacts } from "./hosting-facts.ts";
export { requestOptions, type RequestOptions } from "./request-options.ts";
export type { LimitOverrides, ReplyOverrides, ResolvedConfig } from "./resolved-config.ts";
