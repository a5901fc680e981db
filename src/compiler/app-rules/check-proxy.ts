import { compilePathPattern } from "../../routing/index.ts";
import type { AppGraph, AppRoute } from "../app/app-graph.ts";
import { dynamicPart } from "../app/judge-condition.ts";
import type { ProxyFacts } from "../app/read-proxy.ts";
import type { AppFinding, AppRule } from "./app-rule.ts";

/** Rule `proxy-answers-actions`: a proxy that answers by itself lets calls of actions through. Each answer is told once, with the first route that it is for. */
export const checkProxy: AppRule = (app) =>
  [...app.files.values()].flatMap(({ file, path, proxy }) => {
    if (proxy === undefined || app.routes === undefined) return [];
    const found = new Map<number, AppFinding>();
    for (const { pattern } of routesWithActions(app, app.routes)) {
      const address = addressOf(pattern);
      if (!isRunFor(proxy, address)) continue;
      const params = { pattern, file: path };
      for (const range of proxy.answersAt(address))
        if (!found.has(range.start))
          found.set(range.start, { file, code: "proxy-answers-actions", range, params });
    }
    return [...found.values()];
  });

function routesWithActions(app: AppGraph, routes: readonly AppRoute[]): AppRoute[] {
  const leading = new Set<string>();
  const waiting = [...app.files.values()]
    .filter(
      ({ directive, inlineActions }) => directive === "use server" || inlineActions.length > 0,
    )
    .map(({ file }) => file);
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (leading.has(file)) continue;
    leading.add(file);
    for (const { from } of app.importers.get(file) ?? []) waiting.push(from.file);
  }
  return routes.filter(
    ({ kind, files }) => kind === "page" && files.some((file) => leading.has(file)),
  );
}

/** An address of a route; what a visitor chooses stands as `dynamicPart`. */
function addressOf(pattern: string): string {
  const segments = pattern
    .split("/")
    .filter((segment) => segment !== "" && !segment.startsWith("[[..."));
  return `/${segments.map((segment) => (segment.startsWith("[") ? dynamicPart : segment)).join("/")}`;
}

function isRunFor({ matchers }: ProxyFacts, address: string): boolean {
  if (matchers === undefined) return true;
  if (matchers === null) return false;
  const example = address.replaceAll(dynamicPart, "x");
  return matchers.some((matcher) => {
    const test = compilePathPattern(matcher);
    return test.ok && test.value(example);
  });
}
