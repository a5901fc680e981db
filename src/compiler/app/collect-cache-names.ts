import type { CallExpression, Node } from "oxc-parser";
import type { CheckedModule } from "../check/finding.ts";
import type { CacheNames, RevalidationCall } from "./app-facts.ts";
import { isImportOf } from "./imported-name.ts";

const modules = new Set(["next/cache", "edict"]);
const revalidating = new Set(["revalidatePath", "revalidateTag", "updateTag"]);
const tagging = new Set(["cacheTag", "unstable_cacheTag"]);
const caching = new Set(["unstable_cache", "cache"]);

type PropertyNode = Node & { readonly type: "Property" };

/** Lists the tags and paths that a file revalidates, and the tags that it gives to what it caches. */
export function collectCacheNames(checked: CheckedModule): CacheNames {
  const calls: RevalidationCall[] = [];
  const tags: (string | undefined)[] = [];
  for (const node of checked.module.nodes) {
    if (node.type === "CallExpression") {
      const call = revalidation(checked, node);
      if (call !== undefined) calls.push(call);
      if (isImportOf(checked, node.callee, modules, tagging) !== undefined)
        tags.push(...node.arguments.map(literalText));
    } else if (node.type === "Property") tags.push(...tagsOf(checked, node));
  }
  const written = tags.filter((tag) => tag !== undefined);
  return { calls, tags: written, hasComputedTags: written.length < tags.length };
}

/** The tags that a property gives; undefined for a computed one. */
function tagsOf(checked: CheckedModule, property: PropertyNode): (string | undefined)[] {
  const { value } = property;
  if (isNamed(property, "next")) {
    const parts = value.type === "ObjectExpression" ? value.properties : undefined;
    return parts?.every(({ type }) => type === "Property") === true ? [] : [undefined];
  }
  if (!isNamed(property, "tags")) return [];
  const found =
    value.type === "ArrayExpression"
      ? value.elements.flatMap((each) => (each === null ? [] : [literalText(each)]))
      : [undefined];
  // Elsewhere `tags` may be anything: what it has of texts may still be handed on to a cache.
  return isCacheSetting(checked, property) ? found : found.filter((tag) => tag !== undefined);
}

function revalidation(checked: CheckedModule, node: CallExpression): RevalidationCall | undefined {
  const name = isImportOf(checked, node.callee, modules, revalidating);
  const [first, second] = node.arguments;
  const whole = first === undefined ? undefined : literalText(first);
  const target = whole ?? (first === undefined ? undefined : beginningOf(first));
  if (name === undefined || target === undefined) return undefined;
  const type = second === undefined ? undefined : literalText(second);
  const isKnown = type === "page" || type === "layout";
  return {
    kind: name === "revalidatePath" ? "path" : "tag",
    target,
    isBeginning: whole === undefined,
    type: second === undefined ? undefined : isKnown ? type : "unknown",
    range: { start: node.start, end: node.end },
  };
}

function beginningOf(node: Node): string | undefined {
  return node.type === "TemplateLiteral" ? (node.quasis[0]?.value.cooked ?? undefined) : undefined;
}

/** Tells whether an object's `tags` are those of something cached: of `next: { … }`, or of the options of `unstable_cache` and `cache`. */
function isCacheSetting(checked: CheckedModule, property: Node): boolean {
  const object = checked.module.parents.get(property);
  const owner = object === undefined ? undefined : checked.module.parents.get(object);
  if (owner?.type === "Property") return isNamed(owner, "next");
  return (
    owner?.type === "CallExpression" &&
    isImportOf(checked, owner.callee, modules, caching) !== undefined
  );
}

function isNamed({ key, computed }: Pick<PropertyNode, "key" | "computed">, name: string): boolean {
  if (computed) return false;
  return key.type === "Identifier"
    ? key.name === name
    : key.type === "Literal" && key.value === name;
}

/** The text of a literal, or of a template without anything in it. */
export function literalText(node: Node): string | undefined {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : undefined;
  if (node.type !== "TemplateLiteral" || node.expressions.length > 0) return undefined;
  return node.quasis[0]?.value.cooked ?? undefined;
}
