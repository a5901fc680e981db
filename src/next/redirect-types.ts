/** The two ways a redirect enters the history, by the names that App Router code uses: `RedirectType.push`. */
export const RedirectType = { push: "push", replace: "replace" } as const;

/** `"push" | "replace"`. */
export type RedirectType = (typeof RedirectType)[keyof typeof RedirectType];
