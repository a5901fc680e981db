import type { Catalogue } from "./catalogue-entry.ts";

/** Parameters of what is found about the order in which an action does things. */
export interface FlowParams {}

/** Mistakes in what an action does, and in which order. */
export const flowCatalogue: Catalogue<FlowParams> = {};
