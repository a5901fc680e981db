import type { Node } from "oxc-parser";
import type { DiagnosticFix } from "../../errors/index.ts";
import type { CheckedModule, Finding, Rule } from "../check/finding.ts";
import { calleeOf } from "../callees/callee-of.ts";
import { isRequestApi } from "../callees/is-request-api.ts";
import { isFunction, withoutTypes, type Range } from "../parse/syntax-tree.ts";
import type { Binding } from "../scan/scope.ts";
import { findRequestProps, type RequestProp } from "./find-request-props.ts";

/** Rule `missing-await-on-request-api`. */
export const checkRequestApi: Rule = (checked) => [
  ...checkCalls(checked),
  ...findRequestProps(checked).flatMap((prop) => checkProp(checked, prop)),
];

function checkCalls(checked: CheckedModule): Finding[] {
  const { module, scopes } = checked;
  if (!/\b(?:cookies|headers|draftMode)\b/.test(module.file.code)) return [];
  return module.nodes.flatMap((node): Finding[] => {
    if (node.type !== "CallExpression") return [];
    const callee = calleeOf(scopes, node);
    if (!isRequestApi(callee)) return [];
    const name = `${module.file.code.slice(node.callee.start, node.callee.end)}()`;
    const finding = (used: Node): Finding[] => [
      missingAwait(checked, { used, name, kind: "call" }),
    ];
    const use = promiseUse(checked, node);
    if (use !== "held") return use === "read" ? finding(node) : [];
    const binding = heldBy(checked, node);
    const uses = (binding?.references ?? []).map((each) => promiseUse(checked, each.node));
    // Awaited in one place, it is meant to be a promise: then only the reads are wrong.
    if (!uses.includes("read")) return [];
    if (!uses.includes("other")) return finding(node);
    return (binding?.references ?? [])
      .filter((_, index) => uses[index] === "read")
      .flatMap((each) => finding(each.node));
  });
}

function checkProp(checked: CheckedModule, { name, uses, pattern }: RequestProp): Finding[] {
  const found = uses
    .filter((node) => promiseUse(checked, node) === "read")
    .map((used) => missingAwait(checked, { used, name, kind: "property" }));
  if (pattern === undefined) return found;
  const { inAsync } = placeOf(checked, pattern);
  const params = { name, kind: "property", inAsync } as const;
  return [...found, { code: "missing-await-on-request-api", range: pattern, params }];
}

/** `read`: a member of the promise is taken; `held`: a variable holds it; `other`: awaited, passed on, or `then` is called. */
function promiseUse({ module }: CheckedModule, node: Node): "read" | "held" | "other" {
  let at = node;
  let parent = module.parents.get(at);
  while (parent !== undefined && parent !== at && withoutTypes(parent) === withoutTypes(at)) {
    at = parent;
    parent = module.parents.get(at);
  }
  if (parent?.type === "MemberExpression" && parent.object === at) {
    const { property } = parent;
    const isOfPromise =
      property.type === "Identifier" && /^(?:then|catch|finally)$/.test(property.name);
    return isOfPromise ? "other" : "read";
  }
  if (parent?.type !== "VariableDeclarator" || parent.init !== at) return "other";
  return parent.id.type === "ObjectPattern" ? "read" : "held";
}

function heldBy({ module, scopes }: CheckedModule, call: Node): Binding | undefined {
  let declarator: Node | undefined = module.parents.get(call);
  while (declarator !== undefined && declarator.type !== "VariableDeclarator")
    declarator = module.parents.get(declarator);
  if (declarator?.type !== "VariableDeclarator" || declarator.id.type !== "Identifier")
    return undefined;
  const { name } = declarator.id;
  return scopes.references.find(
    ({ binding }) => binding.name === name && binding.declarations.includes(declarator),
  )?.binding;
}

interface MissingAwait {
  readonly used: Node;
  readonly name: string;
  readonly kind: "call" | "property";
}

function missingAwait(checked: CheckedModule, { used, name, kind }: MissingAwait): Finding {
  const { inAsync } = placeOf(checked, used);
  const params = { name, kind, inAsync };
  const range: Range = used;
  const fix = inAsync ? writeAwait(checked, used) : undefined;
  return {
    code: "missing-await-on-request-api",
    range,
    params,
    ...(fix === undefined ? {} : { fix }),
  };
}

function writeAwait({ module }: CheckedModule, used: Node): DiagnosticFix {
  const parent = module.parents.get(used);
  const isMember = parent?.type === "MemberExpression";
  return {
    title: "Write `await`",
    edits: [
      { start: used.start, end: used.start, text: isMember ? "(await " : "await " },
      ...(isMember ? [{ start: used.end, end: used.end, text: ")" }] : []),
    ],
  };
}

/** The function that would have to await; parameters are read before it can. */
function placeOf({ module }: CheckedModule, node: Node): { readonly inAsync: boolean } {
  let inner = node;
  for (let at = module.parents.get(node); at !== undefined; at = module.parents.get(at)) {
    if (isFunction(at)) return { inAsync: at.async && inner === at.body };
    inner = at;
  }
  return { inAsync: true };
}
