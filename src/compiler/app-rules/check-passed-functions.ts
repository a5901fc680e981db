import type { DiagnosticParams } from "../../errors/index.ts";
import type { FileFacts, PassedFunction } from "../app/app-facts.ts";
import type { AppGraph } from "../app/app-graph.ts";
import type { AppRule } from "./app-rule.ts";

/** Rule `function-passed-to-client`: what a Server Component hands to the browser is data or an action. A file that runs on both sides is left alone, for its functions may stay on one. */
export const checkPassedFunctions: AppRule = (app) =>
  [...app.files.values()].flatMap((facts) => {
    const { file, passedFunctions } = facts;
    if (passedFunctions.length === 0 || !isOnServer(app, facts)) return [];
    // One mistake, one finding: with the directive of the file mended its functions are what they are meant to be.
    if (facts.hasDirectiveMistake) return [];
    return passedFunctions.flatMap((passed) => {
      const kind = targetKind(app, file, passed);
      if (kind === undefined || !isPlainFunction(app, file, passed.value)) return [];
      const { name } = passed.value;
      const params = {
        prop: passed.prop,
        target: passed.to.name,
        kind,
        ...(name === undefined ? {} : { name }),
      };
      return [{ file, code: "function-passed-to-client", range: passed.range, params }];
    });
  });

function isOnServer({ sides }: AppGraph, { file, directive }: FileFacts): boolean {
  if (directive === "use client" || sides.browser.has(file)) return false;
  return sides.server.has(file);
}

/** Packages of this one and of Next whose components run in the browser. */
const clientPackages = new Set([
  "edict/client",
  "next/form",
  "next/image",
  "next/link",
  "next/script",
]);

function targetKind(
  app: AppGraph,
  file: string,
  { to, prop }: PassedFunction,
): DiagnosticParams["function-passed-to-client"]["kind"] | undefined {
  if (to.kind === "hook") return "hook";
  if (to.kind === "element") return prop.startsWith("on") ? "event" : "action";
  if (clientPackages.has(to.from.specifier)) return "component";
  return app.follow(to.from, file)?.boundary === "use client" ? "component" : undefined;
}

/** A function that is neither an action nor the browser's own. What cannot be followed is given the benefit of the doubt. */
function isPlainFunction(app: AppGraph, file: string, value: PassedFunction["value"]): boolean {
  if (value.kind === "function") return true;
  const found = app.follow(value.from, file);
  if (found?.fact.kind !== "function" || found.fact.directive !== undefined) return false;
  if (found.boundary !== undefined || found.fact.hasDirectiveMistake) return false;
  return app.files.get(found.file)?.hasDirectiveMistake === false;
}
