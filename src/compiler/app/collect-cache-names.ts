import type { CallExpression, Node } from "oxc-parser";
import type { CheckedModule } from "../check/finding.ts";
import type { CacheNames, RevalidationCall } from "./app-facts.ts";
import { isImportOf } from "./imported-name.ts";
import { literalText } from "../scan/literal-text.ts";
import { readText, type TextSource } from "./read-text.ts";

const modules = new Set(["next/cache", "edict"]);
const revalidating = new Set(["revalidatePath", "revalidateTag", "updateTag"]);
const tagging = new Set(["cacheTag", "unstable_cacheTag"]);
const caching = new Set(["unstable_cache", "cache"]);

type PropertyNode = Node & { readonly type: "Property" };

/** Lists the tags and paths that a file revalidates, and the tags that it gives to what it caches. */
export function collectCacheNames(checked: CheckedModule): CacheNames {
  const calls: RevalidationCall[] = [];
  const tags: (TextSource | undefined)[] = [];
  for (const node of checked.module.nodes) {
    if (node.type === "CallExpression") {
      const call = revalidation(checked, node);
      if (call !== undefined) calls.push(call);
      if (isImportOf(checked, node.callee, modules, tagging) !== undefined)
        tags.push(...node.arguments.map((each) => readText(checked, each)));
    } else if (node.type === "Property") tags.push(...tagsOf(checked, node));
  }
  const known = tags.filter((tag) => tag !== undefined);
  return { calls, tags: known, hasComputedTags: known.length < tags.length };
}

/** The tags that a property gives; undefined for a computed one. */
function tagsOf(checked: CheckedModule, property: PropertyNode): (TextSource | undefined)[] {
  const { value } = property;
  if (isNamed(property, "next")) {
    const parts = value.type === "ObjectExpression" ? value.properties : undefined;
    return parts?.every(({ type }) => type === "Property") === true ? [] : [undefined];
  }
  if (!isNamed(property, "tags")) return [];
  const found =
    value.type === "ArrayExpression"
      ? value.elements.flatMap((each) => (each === null ? [] : [readText(checked, each)]))
      : [undefined];
  // Elsewhere `tags` may be anything: what it has of texts may still be handed on to a cache.
  return isCacheSetting(checked, property) ? found : found.filter((tag) => tag !== undefined);
}

function revalidation(checked: CheckedModule, node: CallExpression): RevalidationCall | undefined {
  const name = isImportOf(checked, node.callee, modules, revalidating);
  const [first, second] = node.arguments;
  if (name === undefined || first === undefined) return undefined;
  const target = readText(checked, first);
  if (target === undefined || target.kind === "import") return undefined;
  const type = second === undefined ? undefined : literalText(second);
  const isKnown = type === "page" || type === "layout";
  return {
    kind: name === "revalidatePath" ? "path" : "tag",
    target: target.text,
    isBeginning: target.kind === "beginning",
    type: second === undefined ? undefined : isKnown ? type : "unknown",
    range: { start: node.start, end: node.end },
  };
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
