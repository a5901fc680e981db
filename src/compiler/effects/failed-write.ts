import type { Node } from "oxc-parser";
import { originOf } from "../callees/callee-of.ts";
import type { CheckedModule } from "../check/finding.ts";
import { nodesWithin } from "../parse/nodes-within.ts";
import { withoutTypes } from "../parse/syntax-tree.ts";

/** What is there when a write went wrong. */
const failure = /^(?:error|err|failed|failure)$/i;
/** What is there, and not zero, when it went well; `()` is the result as a whole. */
const success =
  /^(?:\(\)|\d|success|ok|data|count|length|\w*Count|affected\w*|numUpdatedRows|numDeletedRows|changes)$/;

/**
 * Says with which outcome a test of a write's own result tells that nothing was written: `true` for
 * `error` of `const { error } = await db.from("posts").insert(row)`, `false` for `row` of
 * `const row = await db.post.delete(…)`; undefined for any other test.
 */
export function failedWhen(
  checked: CheckedModule,
  test: Node,
  writes: (node: Node) => boolean,
): boolean | undefined {
  const node = withoutTypes(test);
  if (node.type === "BinaryExpression") {
    if (!/^[!=]==?$/.test(node.operator) || !isNothing(node.right)) return undefined;
    const inner = failedWhen(checked, node.left, writes);
    return inner === undefined ? undefined : inner !== node.operator.startsWith("=");
  }
  const value = node.type === "ChainExpression" ? node.expression : node;
  if (!isResultOfWrite(checked, value, writes)) return undefined;
  const origin = originOf(checked.scopes, value);
  const last = "path" in origin ? origin.path.at(-1) : undefined;
  if (last === undefined) return undefined;
  if (failure.test(last)) return true;
  return success.test(last) ? false : undefined;
}

function isNothing(node: Node): boolean {
  if (node.type === "Identifier") return node.name === "undefined";
  return node.type === "Literal" && (node.value === null || node.value === 0);
}

function isResultOfWrite(
  { module, scopes }: CheckedModule,
  value: Node,
  writes: (node: Node) => boolean,
): boolean {
  let root = value;
  while (root.type === "MemberExpression") root = root.object;
  const [declaration] = scopes.referenceAt.get(root)?.binding.declarations ?? [];
  if (declaration?.type !== "VariableDeclarator" || declaration.init === null) return false;
  return nodesWithin(module, declaration.init).some(writes);
}
