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
    return readsOf(checked, node).flatMap(finding);
  });
}

/** The places where a promise is taken for its value: its own, or those of the variable that holds it. */
function readsOf(checked: CheckedModule, node: Node): Node[] {
  const use = promiseUse(checked, node);
  if (use !== "held") return use === "read" ? [node] : [];
  const references = (heldBy(checked, node)?.references ?? []).map((each) => each.node);
  const reads = references.filter((each) => promiseUse(checked, each) === "read");
  if (reads.length === 0) return [];
  // Awaited in one place, it is meant to be a promise: then only the reads are wrong.
  return references.some((each) => promiseUse(checked, each) === "other") ? reads : [node];
}

function checkProp(checked: CheckedModule, { name, uses, pattern }: RequestProp): Finding[] {
  const found = uses
    .flatMap((node) => readsOf(checked, node))
    .map((used) => missingAwait(checked, { used, name, kind: "property" }));
  if (pattern === undefined) return found;
  const { inAsync } = placeOf(checked, pattern);
  const params = { name, kind: "property", inAsync } as const;
  return [...found, { code: "missing-await-on-request-api", range: pattern, params }];
}

/** `read`: a member of the promise is taken, or it is taken apart; `held`: a variable holds it; `other`: awaited, passed on, or `then` is called. */
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
  if (parent !== undefined && takesApart(parent, at)) return "read";
  if (parent?.type !== "VariableDeclarator" || parent.init !== at) return "other";
  return parent.id.type === "ObjectPattern" ? "read" : "held";
}

const readers: ReadonlySet<string> = new Set([
  "Array.from",
  "JSON.stringify",
  "Object.entries",
  "Object.fromEntries",
  "Object.keys",
  "Object.values",
]);

/** `[...headers()]`, `for (const each of headers())`, `Object.fromEntries(headers())`, `new URLSearchParams(searchParams)`: of a promise there is nothing to list. */
function takesApart(around: Node, node: Node): boolean {
  if (around.type === "SpreadElement") return true;
  if (around.type === "ForOfStatement" || around.type === "ForInStatement")
    return around.right === node && !("await" in around && around.await);
  if (around.type === "NewExpression")
    return (
      around.callee.type === "Identifier" &&
      /^(?:URLSearchParams|Headers|Map)$/.test(around.callee.name)
    );
  if (around.type !== "CallExpression" || around.callee.type !== "MemberExpression") return false;
  const { object, property } = around.callee;
  if (object.type !== "Identifier" || property.type !== "Identifier") return false;
  return around.arguments[0] === node && readers.has(`${object.name}.${property.name}`);
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
