import { nextModules, type NextModule } from "./next-modules.ts";

/** Gives what is known of a module of Next by its specifier, with or without `.js`; undefined for one that is not covered. */
export function nextModuleOf(specifier: string): NextModule | undefined {
  const name = specifier.replace(/\.js$/, "");
  return Object.hasOwn(nextModules, name) && name !== "next" ? nextModules[name] : undefined;
}
