import type { Argument, CallExpression, JSXAttribute, Node } from "oxc-parser";
import type { CheckedModule } from "../check/finding.ts";
import { withoutTypes } from "../parse/syntax-tree.ts";
import type { ActionUse, FileFacts } from "./app-facts.ts";
import { importedName, isImportOf } from "./imported-name.ts";

const hooks = new Set(["useActionState", "useFormState"]);
const hookModules = new Set(["react", "react-dom"]);

/** Lists where a file uses imported names as actions: with `useActionState`, as the action of a form, or by a call. */
export function collectActionUses(
  checked: CheckedModule,
): Pick<FileFacts, "stateUses" | "plainUses"> {
  const uses: ActionUse[] = [];
  for (const node of checked.module.nodes) {
    const use =
      node.type === "JSXAttribute"
        ? formUse(checked, node)
        : node.type === "CallExpression"
          ? callUse(checked, node)
          : undefined;
    if (use !== undefined) uses.push(use);
  }
  return {
    stateUses: uses.filter(({ kind }) => kind === "state"),
    plainUses: uses.filter(({ kind }) => kind !== "state"),
  };
}

function formUse(checked: CheckedModule, node: JSXAttribute): ActionUse | undefined {
  const { name, value } = node;
  if (name.type !== "JSXIdentifier" || value?.type !== "JSXExpressionContainer") return undefined;
  if (name.name !== "action" && name.name !== "formAction") return undefined;
  const use = useOf(checked, value.expression, "form");
  return use === undefined ? undefined : { ...use, range: { start: node.start, end: node.end } };
}

function callUse(checked: CheckedModule, node: CallExpression): ActionUse | undefined {
  const { callee } = node;
  if (isImportOf(checked, callee, hookModules, hooks) !== undefined) {
    const first = node.arguments[0];
    return first === undefined ? undefined : useOf(checked, first, "state");
  }
  const use = isBinding(callee) ? undefined : useOf(checked, callee, "call");
  if (use === undefined) return undefined;
  const range = { start: node.start, end: node.end };
  return { ...use, arguments: countArguments(node.arguments), range };
}

/** `save` or `save.bind(null, id)`. */
function useOf(checked: CheckedModule, node: Node, kind: ActionUse["kind"]): ActionUse | undefined {
  const value = withoutTypes(node);
  const range = { start: value.start, end: value.end };
  if (value.type === "CallExpression" && isBinding(value.callee)) {
    const { callee } = value;
    const from =
      callee.type === "MemberExpression" ? importedName(checked, callee.object) : undefined;
    if (from === undefined || callee.type !== "MemberExpression") return undefined;
    const count = countArguments(value.arguments);
    const bound = count === undefined ? undefined : Math.max(0, count - 1);
    return { name: textOf(checked, callee.object), from, kind, arguments: bound, range };
  }
  const isName = value.type === "Identifier" || value.type === "MemberExpression";
  const from = isName ? importedName(checked, value) : undefined;
  if (from === undefined) return undefined;
  return { name: textOf(checked, value), from, kind, arguments: 0, range };
}

function isBinding(callee: Node): boolean {
  return (
    callee.type === "MemberExpression" &&
    callee.property.type === "Identifier" &&
    callee.property.name === "bind"
  );
}

function countArguments(given: readonly Argument[]): number | undefined {
  return given.some(({ type }) => type === "SpreadElement") ? undefined : given.length;
}

function textOf({ module }: CheckedModule, { start, end }: Node): string {
  return module.file.code.slice(start, end);
}
