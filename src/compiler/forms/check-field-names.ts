import type { CallExpression, JSXAttribute, Node } from "oxc-parser";
import { isReservedField } from "../../protocol/index.ts";
import { withoutTypes } from "../parse/syntax-tree.ts";
import type { Finding, Rule } from "../check/finding.ts";

const formDataMethods = new Set(["append", "delete", "get", "getAll", "has", "set"]);

/** Rule `reserved-field-name`: no form field bears a name that tells the server which action a form calls. */
export const checkFieldNames: Rule = ({ module }) => {
  if (!/\$(?:ACTION_|EDICT)/.test(module.file.code)) return [];
  return module.nodes.flatMap((node): Finding[] => {
    const found = reservedName(node);
    return found === undefined ? [] : [{ code: "reserved-field-name", ...found }];
  });
};

type Found = Pick<Finding & { readonly code: "reserved-field-name" }, "range" | "params">;

function reservedName(node: Node): Found | undefined {
  if (node.type === "JSXAttribute") return reservedIn(fieldName(node), "field");
  if (node.type === "CallExpression") return reservedIn(askedName(node), "form-data");
  return undefined;
}

function reservedIn(
  node: Node | null | undefined,
  place: Found["params"]["place"],
): Found | undefined {
  const name = node === null || node === undefined ? undefined : startOf(withoutTypes(node));
  return name === undefined || node === null || node === undefined || !isReservedField(name)
    ? undefined
    : { range: node, params: { name, place } };
}

function fieldName({ name, value }: JSXAttribute): Node | null | undefined {
  if (name.type !== "JSXIdentifier" || name.name !== "name") return undefined;
  return value?.type === "JSXExpressionContainer" ? value.expression : value;
}

function askedName({ callee, arguments: [first] }: CallExpression): Node | undefined {
  const asks =
    callee.type === "MemberExpression" &&
    callee.property.type === "Identifier" &&
    !callee.computed &&
    formDataMethods.has(callee.property.name);
  return asks ? first : undefined;
}

/** The text of a string; of a template what comes before its first value, and that something follows. */
function startOf(node: Node): string | undefined {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : undefined;
  if (node.type !== "TemplateLiteral") return undefined;
  const start = node.quasis[0]?.value.cooked ?? "";
  return node.expressions.length === 0 ? start : `${start}…`;
}
