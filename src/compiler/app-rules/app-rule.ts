import type { AppGraph } from "../app/app-graph.ts";
import type { Finding } from "../check/finding.ts";

/** A finding of a rule that looks at the whole app, with the absolute path of its file. */
export type AppFinding = Finding & { readonly file: string };

/** One rule that needs more than one module. */
export type AppRule = (app: AppGraph) => AppFinding[];
