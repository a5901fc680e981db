import type { CheckedModule } from "../check/finding.ts";
import { findFontCalls } from "../fonts/find-font-calls.ts";
import { fontPackages } from "../fonts/font-call.ts";
import type { FontFact } from "./app-facts.ts";

/** Lists what must be there for the fonts of a module. */
export function collectFonts({ module, scopes }: CheckedModule): FontFact[] {
  return findFontCalls(module, scopes).calls.flatMap((call): FontFact[] => {
    const { range } = call;
    if (call.kind === "google")
      return [{ kind: "google", family: call.family, ...fontPackages(call), range }];
    return call.sources.map(({ path }) => ({ kind: "local", path, range }));
  });
}
