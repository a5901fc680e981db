import type { Catalogue } from "./catalogue-entry.ts";

/** Parameters of what is found about the app as a whole. */
export interface AppParams {
  readonly "id-secret-missing": Readonly<Record<never, never>>;
}

/** Mistakes that only the app as a whole shows: its modules together, its configuration, its environment. */
export const appCatalogue: Catalogue<AppParams> = {
  "id-secret-missing": {
    title: "The build has no id secret",
    severity: "warning",
    message: () =>
      `EDICT_ID_SECRET is not set and CI is: this checkout makes a new secret, so every action gets a new id and pages opened before the deploy lose theirs.`,
    hint: () =>
      `Set EDICT_ID_SECRET in the environment of the build to the same value each time; \`edict keys new\` prints one.`,
  },
};
