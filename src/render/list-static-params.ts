import { UsageError } from "../context/index.ts";
import { missingParams, readStaticParams, type Route, type RouteParams } from "../routing/index.ts";
import type { RouteModules } from "./route-modules.ts";

/**
 * Lists the parameters for which a route has pages, as `generateStaticParams` of its layouts and its page say: each is
 * called once for every combination that those above it gave. Undefined where none of them says anything.
 * @throws UsageError `static-params-invalid`
 */
export async function listStaticParams(
  modules: RouteModules,
  { pattern, settings, file: page }: Pick<Route, "pattern" | "settings" | "file">,
): Promise<readonly RouteParams[] | undefined> {
  const files = settings?.staticParams;
  if (files === undefined) return undefined;
  let combinations: readonly RouteParams[] = [{}];
  for (const file of files) {
    const generate = (await modules[file]?.load())?.["generateStaticParams"];
    if (typeof generate !== "function")
      throw invalid(file, "is no function; one that gives a list of parameters is needed");
    const made = await Promise.all(
      combinations.map(async (params) => {
        const given: unknown = await Reflect.apply(generate, undefined, [{ params }]);
        const read = readStaticParams(pattern, given, params);
        if (!read.ok) throw invalid(file, read.error);
        return read.value;
      }),
    );
    combinations = made.flat();
  }
  const [lacking] = combinations.flatMap((params) => missingParams(pattern, params));
  if (lacking !== undefined && files.includes(page))
    throw invalid(page, `gives no \`${lacking}\`, which every address of ${pattern} has`);
  return combinations;
}

function invalid(file: string, problem: string): UsageError {
  return new UsageError("static-params-invalid", `generateStaticParams() of ${file} ${problem}.`);
}
