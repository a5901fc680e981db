import type { FreshNames } from "../parse/fresh-names.ts";

/** The names under which a module imports what the server runtime gives it; only those asked for are imported. */
export interface RuntimeNames {
  readonly registerAction: () => string;
  readonly bindCaptures: () => string;
  readonly holdMember: () => string;
  readonly callCached: () => string;
  readonly callPrivate: () => string;
  /** The import statement; undefined when nothing was asked for. */
  readonly importLine: () => string | undefined;
}

/** Makes the names, free of collisions with the module's own. */
export function runtimeNames(fresh: FreshNames): RuntimeNames {
  const given = new Map<string, string>();
  const ask = (name: string): string => {
    const local = given.get(name) ?? fresh(`$$${name}`);
    given.set(name, local);
    return local;
  };
  return {
    registerAction: () => ask("registerAction"),
    bindCaptures: () => ask("bindCaptures"),
    holdMember: () => ask("holdMember"),
    callCached: () => ask("callCached"),
    callPrivate: () => ask("callPrivate"),
    importLine: () => {
      if (given.size === 0) return undefined;
      const list = [...given].map(([name, local]) => `${name} as ${local}`).join(", ");
      return `import { ${list} } from "edict/runtime/server";`;
    },
  };
}
