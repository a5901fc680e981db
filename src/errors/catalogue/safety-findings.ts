import type { Catalogue } from "./catalogue-entry.ts";

/** Parameters of what is found about what an action trusts and keeps. */
export interface SafetyParams {}

/** Mistakes about whom an action trusts, and with what. */
export const safetyCatalogue: Catalogue<SafetyParams> = {};
