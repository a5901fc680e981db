import type { CallExpression, Node, ObjectExpression } from "oxc-parser";
import type { CheckedModule, Finding, Rule } from "../check/finding.ts";
import { isFunction, withoutTypes } from "../parse/syntax-tree.ts";
import { constantObject } from "../scan/constant-object.ts";

/** Segment settings that change what a `fetch` of the file does by default. */
const cachingExports: ReadonlySet<string> = new Set(["dynamic", "fetchCache", "revalidate"]);

/** Rule `fetch-tags-without-cache`. */
export const checkFetchTags: Rule = (checked) => {
  const { module, scopes, exports } = checked;
  if (!module.file.code.includes("tags")) return [];
  if (exports.exports.some(({ exported }) => cachingExports.has(exported))) return [];
  return module.nodes.flatMap((node): Finding[] => {
    if (node.type !== "CallExpression" || node.callee.type !== "Identifier") return [];
    if (node.callee.name !== "fetch" || scopes.referenceAt.has(node.callee)) return [];
    const fault = faultOf(checked, node);
    if (fault === undefined || isCachedAround(checked, node)) return [];
    return [{ code: "fetch-tags-without-cache", range: node, params: { reason: fault } }];
  });
};

/** Why nothing keeps the answer of a call that names tags; undefined where something may. */
function faultOf(
  checked: CheckedModule,
  call: CallExpression,
): "uncached" | "no-store" | undefined {
  const options = propertiesOf(checked, call.arguments[1]);
  const next = propertiesOf(checked, options?.get("next"));
  const tags = next?.get("tags");
  if (options === undefined || next === undefined || tags === undefined) return undefined;
  if (tags.type === "ArrayExpression" && tags.elements.length === 0) return undefined;
  const lifetime = next.get("revalidate");
  const isKept = lifetime !== undefined && !(lifetime.type === "Literal" && lifetime.value === 0);
  const cache = options.get("cache");
  if (cache === undefined) return isKept ? undefined : "uncached";
  return cache.type === "Literal" && cache.value === "no-store" ? "no-store" : undefined;
}

/** The values of an object literal, or of a constant that is one, by name; undefined where a spread or a computed key hides some. */
function propertiesOf(
  checked: CheckedModule,
  node: Node | undefined,
): ReadonlyMap<string, Node> | undefined {
  const object = node === undefined ? undefined : constantObject(checked, node);
  return object === undefined ? undefined : namedValues(object);
}

function namedValues({ properties }: ObjectExpression): ReadonlyMap<string, Node> | undefined {
  const values = new Map<string, Node>();
  for (const property of properties) {
    if (property.type !== "Property" || property.computed) return undefined;
    const { key } = property;
    const name = key.type === "Identifier" ? key.name : key.type === "Literal" ? key.value : "";
    values.set(String(name), withoutTypes(property.value));
  }
  return values;
}

/** Inside of `"use cache"` and of `unstable_cache(…)` the result is kept, however it was fetched. */
function isCachedAround({ module }: CheckedModule, call: CallExpression): boolean {
  for (
    let at: Node | undefined = module.parents.get(call);
    at !== undefined;
    at = module.parents.get(at)
  ) {
    if (isFunction(at) && at.body?.type === "BlockStatement" && saysUseCache(at.body.body))
      return true;
    if (
      at.type === "CallExpression" &&
      at.callee.type === "Identifier" &&
      /^(?:unstable_)?cache$/.test(at.callee.name)
    )
      return true;
  }
  return saysUseCache(module.program.body);
}

function saysUseCache(statements: readonly Node[]): boolean {
  return statements.some(
    (statement) =>
      statement.type === "ExpressionStatement" &&
      typeof statement.directive === "string" &&
      /^use cache\b/.test(statement.directive),
  );
}
