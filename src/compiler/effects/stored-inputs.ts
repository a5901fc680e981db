import type { Node } from "oxc-parser";
import type { CheckedModule } from "../check/finding.ts";
import { contains } from "../parse/syntax-tree.ts";
import type { InputTrace } from "./trace-inputs.ts";

/** One use of the caller's input within a write. */
export interface InputUse {
  readonly node: Node;
  /** `finds` names the row, `stored` becomes part of it. */
  readonly role: "finds" | "stored";
  /** The column or field it goes into, where the source names one. */
  readonly key: string | undefined;
}

const findingKeys: ReadonlySet<string> = new Set(["where", "filter", "match", "include", "select"]);
const findingCalls =
  /^(?:where|andWhere|orWhere|eq|inArray|in|match|filter|and|or|not|like|find\w*|delete\w*|remove|by\w*|doc|get|select\w*|increment)$/;
/** A repository's `update(which, change)`. */
const updates = /^(?:update|upsert|patch|replace|set|save)$/;
const updateById =
  /^(?:findByIdAnd\w+|findOneAnd\w+|updateOne|updateMany|deleteOne|deleteMany|replaceOne)$/;

/** Lists where a write uses what the caller sent, in source order. */
export function inputsOfWrite(
  checked: CheckedModule,
  write: Node,
  { uses }: InputTrace,
): InputUse[] {
  return uses
    .filter(({ node }) => contains(write, node))
    .map(({ node }) => ({ node, ...roleOf(checked, write, node) }));
}

/** Tells what a value named at `use` does in a write. */
export function roleOf(
  { module }: CheckedModule,
  write: Node,
  use: Node,
): { readonly role: InputUse["role"]; readonly key: string | undefined } {
  let key: string | undefined;
  let inner = use;
  for (let at = module.parents.get(use); at !== undefined; at = module.parents.get(at)) {
    const name = keyOf(at, inner);
    if (name !== undefined && findingKeys.has(name)) return { role: "finds", key };
    key ??= name;
    if (at.type === "CallExpression" && at.callee !== inner) {
      const method = methodOf(at);
      if (updates.test(method) && at.arguments.length > 1 && at.arguments[0] === inner)
        return { role: "finds", key };
      if (updateById.test(method))
        return { role: at.arguments[0] === inner ? "finds" : "stored", key };
      if (findingCalls.test(method)) return { role: "finds", key };
    }
    if (at.type === "TemplateLiteral") return { role: roleInSql(module.file.code, at, use), key };
    if (at === write) break;
    inner = at;
  }
  return { role: "stored", key };
}

function keyOf(at: Node, value: Node): string | undefined {
  if (at.type !== "Property" || at.value !== value || at.computed) return undefined;
  return at.key.type === "Identifier" ? at.key.name : undefined;
}

function methodOf({ callee }: Extract<Node, { type: "CallExpression" }>): string {
  if (callee.type === "Identifier") return callee.name;
  return callee.type === "MemberExpression" && callee.property.type === "Identifier"
    ? callee.property.name
    : "";
}

/** What stands behind `where`, or in a `delete`, finds rows. */
function roleInSql(code: string, template: Node, use: Node): InputUse["role"] {
  const before = code.slice(template.start + 1, use.start);
  return /\bwhere\b/i.test(before) || /^\s*delete\b/i.test(before) ? "finds" : "stored";
}
