import type { CallExpression, Node } from "oxc-parser";
import { originOf } from "../callees/callee-of.ts";
import type { ImportedName } from "../callees/imported-calls.ts";
import type { CheckedModule, Finding, Premise, Rule } from "../check/finding.ts";
import { isFunction, withoutTypes } from "../parse/syntax-tree.ts";

/** A member of whoever is signed in: `session.user.id`. */
const ofCaller =
  /^(?:session|user|currentUser|viewer|visitor|me|account|auth|profile|ctx)(?:[?!]?\.\w+)*[?!]?\.(?:id|userId|email|role|accountId|sub|uid)$/;
const identity =
  /^(?:userId|currentUserId|viewerId|accountId|visitorId|tenantId|orgId|organizationId|role|isAdmin|userEmail)$/;

/** Rule `bound-argument-in-clear`. */
export const checkBoundArguments: Rule = (checked) => {
  const { module } = checked;
  if (!module.file.code.includes(".bind(")) return [];
  return module.nodes.flatMap((node): Finding[] => {
    const bound = node.type === "CallExpression" ? boundFunction(checked, node) : undefined;
    if (node.type !== "CallExpression" || bound === undefined) return [];
    const given: Premise | undefined =
      bound === "action"
        ? undefined
        : { of: bound, is: "action", isPresumed: /action/i.test(bound.specifier) };
    return node.arguments.slice(1).flatMap((argument): Finding[] => {
      const text = module.file.code.slice(argument.start, argument.end);
      if (!identity.test(text) && !ofCaller.test(text)) return [];
      if (isRow(checked, argument)) return [];
      const params = { argument: text };
      const finding = { code: "bound-argument-in-clear", range: argument, params } as const;
      return [given === undefined ? finding : { ...finding, given }];
    });
  });
};

/** What `save.bind(null, …)` binds: an action of this module, or what is imported. */
function boundFunction(
  { actions, scopes }: CheckedModule,
  { callee, arguments: given }: CallExpression,
): "action" | ImportedName | undefined {
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return undefined;
  const target: Node | undefined = given[0];
  const isNothing =
    target?.type === "Literal"
      ? target.value === null
      : target?.type === "Identifier" && target.name === "undefined";
  if (callee.property.name !== "bind" || !isNothing) return undefined;
  const origin = originOf(scopes, withoutTypes(callee.object));
  if (origin.kind === "local")
    return actions.some(({ fn }) => fn === origin.fn) ? "action" : undefined;
  if (origin.kind !== "imported" || origin.path.length > 0) return undefined;
  return { specifier: origin.specifier, imported: origin.name };
}

/** A variable of a list's callback or of a loop is one row of many; what the address names is whom the page is about. */
function isRow({ module, scopes }: CheckedModule, argument: Node): boolean {
  let root = withoutTypes(argument);
  while (root.type === "ChainExpression" || root.type === "MemberExpression")
    root = withoutTypes(root.type === "MemberExpression" ? root.object : root.expression);
  const binding = scopes.referenceAt.get(root)?.binding;
  if (binding === undefined) return false;
  const [declaration] = binding.declarations;
  if (declaration?.type === "VariableDeclarator" && declaration.init !== null) {
    const { start, end } = declaration.init;
    if (
      /\b(?:params|searchParams|useParams|useSearchParams)\b/.test(
        module.file.code.slice(start, end),
      )
    )
      return true;
  }
  for (let at = declaration; at !== undefined; at = module.parents.get(at)) {
    if (at.type === "ForOfStatement") return true;
    if (isFunction(at))
      return binding.kind === "parameter" && module.parents.get(at)?.type === "CallExpression";
  }
  return false;
}
